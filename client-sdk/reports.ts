import {
  CreateReportDocument,
  type CreateReportInput,
  DeleteReportDocument,
  ReportDocument,
  type ReportFieldsFragment,
  ReportLinkDocument,
  ReportsDocument,
} from './_generated/graphql.ts';
import { type Ask, found, payload } from './answer.ts';
import { delay } from './delay.ts';
import { TribunalError } from './errors.ts';
import { pages } from './pages.ts';

export type Report = ReportFieldsFragment;

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2000;

/** What is done with reports: `client.reports`. */
export function reportMethods(ask: Ask, fetch: typeof globalThis.fetch, endpoint: string) {
  const get = async (id: string): Promise<Report> => found((await ask(ReportDocument, { id })).report);
  return {
    get,
    /** Every report, the newest first, read page by page as they are used. */
    list: (): AsyncGenerator<Report, void, void> => pages(async (page) => (await ask(ReportsDocument, page)).reports),
    /** Has a report written. `wait` for it, then `download` it. */
    create: async (input: CreateReportInput): Promise<Report> =>
      found(payload((await ask(CreateReportDocument, { input })).createReport).report),
    /** Waits until a report is ready, and reads it. Throws `report_failed`, or the code that it failed with; `report_expired`; `aborted`. */
    wait: async (id: string, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<Report> => {
      for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 1.5)) {
        const report = await get(id);
        if (report.status === 'READY') return report;
        const { failureCode, failure } = report;
        if (report.status === 'FAILED')
          throw new TribunalError({ code: failureCode ?? 'report_failed', message: failure ?? 'The report failed.' });
        if (report.status === 'EXPIRED')
          throw new TribunalError({ code: 'report_expired', message: 'The report has expired. Generate it again.' });
        await delay(wait, signal);
      }
    },
    /** The file of a report that is ready, as a stream of bytes. Throws `report_not_ready`, `report_expired`, `network`. */
    download: async (
      id: string,
      { signal }: { signal?: AbortSignal | undefined } = {},
    ): Promise<ReadableStream<Uint8Array>> => {
      const { downloadUrl } = found((await ask(ReportLinkDocument, { id })).report);
      if (downloadUrl == null)
        throw new TribunalError({
          code: 'report_not_ready',
          message: 'The report has no file to download.',
          retry: true,
        });
      const response = await open(fetch, new URL(downloadUrl, endpoint).href, signal);
      if (response.ok && response.body) return response.body;
      const { error, message } = (await response.json().catch(() => ({}))) as { error?: string; message?: string };
      throw new TribunalError({
        code: error ?? 'bad_response',
        message: message ?? 'The report could not be downloaded.',
      });
    },
    /** Deletes it with its file, for good. */
    delete: async (id: string): Promise<void> => {
      payload((await ask(DeleteReportDocument, { input: { reportId: id } })).deleteReport);
    },
  };
}

async function open(fetch: typeof globalThis.fetch, url: string, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(url, { signal: signal ?? null });
  } catch (cause) {
    throw new TribunalError({ code: 'network', message: 'The file could not be reached.', retry: true }, { cause });
  }
}
