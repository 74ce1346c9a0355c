import type { App } from '#src/platform/context.ts';
import type { ReportFormat, ReportFormatName } from '#src/reports/report-format.ts';
import { currentCertificate } from '#src/reports/signing-certificate.ts';

type FormatRow = Pick<ReportFormat, 'extension' | 'mediaType'> & {
  /** Whether it tells of attempts: they are read only for who does. */
  attempts: boolean;
  /** Whether it walks findings and attempts once, as fast as they come: see `ModelOptions`. */
  once: boolean;
  /** Loaded when it is wanted: some libraries that write documents are large. */
  load(app: Pick<App, 'config' | 'clock'>): Promise<ReportFormat>;
};

/** Every format, by its name. */
export const FORMATS: Record<ReportFormatName, FormatRow> = {
  json: {
    extension: 'json',
    mediaType: 'application/json',
    attempts: true,
    once: true,
    load: async () => (await import('./json.ts')).jsonFormat,
  },
  pdf: {
    extension: 'pdf',
    mediaType: 'application/pdf',
    attempts: true,
    once: false,
    load: async (app) => (await import('#src/reports/pdf/pdf-format.ts')).pdfFormat(await currentCertificate(app)),
  },
  csv: {
    extension: 'csv',
    mediaType: 'text/csv; charset=utf-8; header=present',
    attempts: false,
    once: true,
    load: async () => (await import('./csv.ts')).csvFormat,
  },
  sarif: {
    extension: 'sarif',
    mediaType: 'application/sarif+json',
    attempts: false,
    once: true,
    load: async () => (await import('./sarif.ts')).sarifFormat,
  },
  junit: {
    extension: 'xml',
    mediaType: 'application/xml',
    attempts: false,
    once: true,
    load: async () => (await import('./junit.ts')).junitFormat,
  },
  markdown: {
    extension: 'md',
    mediaType: 'text/markdown; charset=utf-8',
    attempts: false,
    once: true,
    load: async () => (await import('./markdown.ts')).markdownFormat,
  },
  html: {
    extension: 'html',
    mediaType: 'text/html; charset=utf-8',
    attempts: true,
    once: false,
    load: async () => (await import('#src/reports/html/html-format.ts')).htmlFormat,
  },
  xlsx: {
    extension: 'xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    attempts: true,
    once: false,
    load: async () => (await import('#src/reports/xlsx/xlsx.ts')).xlsxFormat,
  },
};
