import type { Config } from '#src/platform/config.ts';
import type { ErrorCode, ErrorDetails } from '#src/platform/errors.ts';
import type { DraftedReport, DraftProgress, DraftTask } from './draft-report.ts';

/** What a writer is given: one report, and everything that it takes to read and to seal it. */
export type ToWriter = { task: DraftTask; config: Config; databaseUrl: string };

/** A refusal, as it goes between processes. */
export type Refusal = { code: ErrorCode; message: string; details: ErrorDetails };

/** What a writer says. A failure is told by its kind and place, and whether it is the folder's: its words may quote the report. */
export type FromWriter =
  | { progress: DraftProgress }
  /** `spent`: its memory has grown, and is given back by ending it. */
  | { drafted: DraftedReport; spent: boolean }
  | { refused: Refusal }
  | { failed: string; storage: boolean };
