import type { Operation, WatchOptions } from './_generated/methods.ts';
import type { openConnection } from './connection.ts';
import { TribunalError } from './errors.ts';
import { asked, TOKEN_REFUSED, type Transport, wantsText } from './request.ts';
import { backOff } from './wait.ts';

export type Line = { transport: Transport; connection: ReturnType<typeof openConnection> };

const PATIENCE_MS = 5 * 60_000;

/**
 * Follows a subscription to its end. Whenever the connection is lost it is opened again, with waits that grow, and the events go on after
 * the last one that was given out: none is lost, none comes twice. One that takes no cursor begins again with the newest state.
 *
 * @throws TribunalError: `cursor_lost` or `history_expired` (read again, and watch from the new cursor), `not_found`, `connection_lost`, …
 */
export async function* watch<Event>(
  { transport, connection }: Line,
  operation: Operation,
  variables: { after?: string | null },
  { signal, patienceMs = PATIENCE_MS }: WatchOptions,
): AsyncGenerator<Event, void, void> {
  const leave = connection.enter();
  const { name, kind, path, resumes } = operation;
  let [place, failures, lostSince, refused] = [variables, 0, Number.POSITIVE_INFINITY, null as string | null];
  try {
    for (let attempt = 1; ; attempt += 1) {
      await connection.wait(failures === 0 ? 0 : backOff(failures), signal);
      const token = await transport.token(refused);
      const sent = asked(transport, operation);
      const ended = transport.trace({ name, kind, attempt, headers: {} });
      let error: TribunalError | null = null;
      try {
        for await (const data of connection.stream({ query: '', ...sent, variables: place }, token, signal)) {
          [failures, lostSince, refused] = [0, Number.POSITIVE_INFINITY, null];
          const event = (data as Record<string, { cursor: string }>)[path[0]!]!;
          if (resumes) place = { ...variables, after: event.cursor };
          yield event as Event;
        }
        return;
      } catch (thrown) {
        error = thrown as TribunalError;
      } finally {
        ended?.({ error });
      }
      if (wantsText(transport, sent, error)) continue;
      if (TOKEN_REFUSED.includes(error.code) && refused === null) {
        refused = token;
        if ((await transport.token(token)) !== token) continue;
      }
      if (!error.retry) throw error;
      lostSince = Math.min(lostSince, Date.now());
      if (Date.now() - lostSince > patienceMs) throw lost(error);
      failures += 1;
    }
  } finally {
    leave();
  }
}

function lost(cause: TribunalError): TribunalError {
  const message = 'The connection was lost and could not be had again. Watch again from the cursor of the last event.';
  return new TribunalError({ code: 'connection_lost', message, retry: true }, { cause });
}
