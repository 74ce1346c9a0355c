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
  pdf: {
    extension: 'pdf',
    mediaType: 'application/pdf',
    load: async () => (await import('#src/reports/pdf/pdf-format.ts')).pdfFormat,
  },
  csv: {
    extension: 'csv',
    mediaType: 'text/csv; charset=utf-8; header=present',
    load: async () => (await import('./csv.ts')).csvFormat,
  },
  sarif: {
    extension: 'sarif',
    mediaType: 'application/sarif+json',
    load: async () => (await import('./sarif.ts')).sarifFormat,
  },
  junit: {
    extension: 'xml',
    mediaType: 'application/xml',
    load: async () => (await import('./junit.ts')).junitFormat,
  },
  markdown: {
    extension: 'md',
    mediaType: 'text/markdown; charset=utf-8',
    load: async () => (await import('./markdown.ts')).markdownFormat,
  },
  xlsx: {
    extension: 'xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    load: async () => (await import('#src/reports/xlsx/xlsx.ts')).xlsxFormat,
  },
};
