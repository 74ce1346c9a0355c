import type { ScanEventsSubscription } from './_generated/graphql.ts';
import { aborted, delay } from './delay.ts';
import { TribunalError } from './errors.ts';
import { openStream, type SocketOptions } from './stream.ts';

export type ScanEvent = ScanEventsSubscription['scanEvents'];

export type WatchOptions = {
  /** Only events after this cursor: one of an earlier event, or of the scan. Default: from the beginning. */
  after?: string | null | undefined;
  /** Ends the watch; it then throws `aborted`. */
  signal?: AbortSignal | undefined;
  /** How long a lost connection is tried again before `connection_lost` is thrown. Default: five minutes. */
  patienceMs?: number | undefined;
};

const PATIENCE_MS = 5 * 60_000;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5000;

/**
 * Follows a scan to its end. Whenever the connection is lost it is opened again, with waits that grow, and the events go on after the
 * last one that was given out: none is lost, none comes twice.
 *
 * @throws TribunalError: `cursor_lost` or `history_expired` (read the scan again and watch from its cursor), `not_found`, codes of the
 * token such as `invalid_token`, `connection_lost`, `aborted`
 */
export async function* watchScan(
  socket: SocketOptions,
  scanId: string,
  options: WatchOptions,
): AsyncGenerator<ScanEvent, void, void> {
  let after = options.after ?? null;
  let failures = 0;
  let lostSince: number | null = null;
  for (;;) {
    if (options.signal?.aborted) throw aborted();
    try {
      for await (const event of openStream(socket, { scanId, after }, options.signal)) {
        failures = 0;
        lostSince = null;
        after = event.cursor;
        yield event;
        if (isEnd(event)) return;
      }
      return;
    } catch (error) {
      if (!(error instanceof TribunalError) || !error.retry) throw error;
      lostSince ??= Date.now();
      if (Date.now() - lostSince > (options.patienceMs ?? PATIENCE_MS)) throw lost(error);
      await delay(wait(failures++), options.signal);
    }
  }
}

/** Grows from a tenth of a second to five, with chance in it, so that clients that were cut off together do not come back together. */
function wait(failures: number): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
  return longest * (0.5 + Math.random() / 2);
}

function isEnd(event: ScanEvent): boolean {
  return event.__typename === 'ScanStatusChanged' && ['COMPLETED', 'FAILED', 'CANCELLED'].includes(event.status);
}

function lost(cause: TribunalError): TribunalError {
  const message = 'The connection was lost and could not be had again. Watch again from the cursor of the last event.';
  return new TribunalError({ code: 'connection_lost', message, retry: true }, { cause });
}
