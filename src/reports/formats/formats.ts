import type { ReportFormat, ReportFormatName } from '#src/reports/report-format.ts';

type FormatRow = Pick<ReportFormat, 'extension' | 'mediaType'> & {
  /** Loaded when it is wanted: some libraries that write documents are large. */
  load(): Promise<ReportFormat>;
};

/** Every format, by its name. */
export const FORMATS: Partial<Record<ReportFormatName, FormatRow>> = {
  json: {
    extension: 'json',
    mediaType: 'application/json',
    load: async () => (await import('./json.ts')).jsonFormat,
  },
};
