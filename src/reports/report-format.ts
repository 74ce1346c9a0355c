import type { Writable } from 'node:stream';
import type { ReportModel } from './report-model.ts';

export const REPORT_FORMATS = ['json', 'pdf', 'xlsx', 'csv', 'sarif', 'junit', 'markdown', 'html'] as const;
export type ReportFormatName = (typeof REPORT_FORMATS)[number];

/** Told now and then while a report is written: how many of its findings are done. Throws when the report is no longer wanted. */
export type OnProgress = (findings: number) => void;

/** One way to write a report. A file of `formats/` and a row in its table. */
export type ReportFormat = {
  name: ReportFormatName;
  /** Without the dot. */
  extension: string;
  mediaType: string;
  /**
   * Writes the whole artifact and ends the sink. Waits for the sink to drain: memory stays bounded whatever the number of findings. Every text
   * of the model may be hostile: it is escaped and bounded here.
   */
  write(model: ReportModel, sink: Writable, onProgress: OnProgress, signal: AbortSignal): Promise<void>;
};
