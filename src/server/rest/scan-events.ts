import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isDomainError } from '#src/platform/errors.ts';
import { readScanEvents } from '#src/scans/read-scan-events.ts';
import { type WatchedEvent, watchScan } from '#src/scans/watch-scan.ts';
import { scanEvent, showEvent } from './event-shape.ts';
import { eventStream } from './event-stream.ts';
import { type Row, row } from './row.ts';
import { oneScan } from './scans.ts';

const after = z.string().max(200).optional().describe('Only events after this cursor. Absent: from the beginning.');
const errors = ['not_found', 'invalid_cursor', 'cursor_lost', 'history_expired'] as const;

export const SCAN_EVENT_ROWS: readonly Row[] = [
  row({
    ...oneScan,
    method: 'GET',
    path: '/scans/{id}/events',
    id: 'listScanEvents',
    summary: 'What has happened in a scan, in order',
    description:
      'The log that the subscription follows, with the same cursors: none twice and none left out. Ask again with `next_cursor` to go on; it is where the log ends now when there is nothing more.',
    scope: 'scans:read',
    query: z.strictObject({ after, limit: z.coerce.number().int().min(1).max(500).default(100) }),
    answer: z.strictObject({ data: z.array(scanEvent), next_cursor: z.string(), more: z.boolean() }),
    errors,
    async handle(ctx, { params, query }) {
      const { events, cursor, more } = await readScanEvents(ctx, params.id, query.after ?? null, query.limit);
      return { data: events.map(showEvent), next_cursor: cursor, more };
    },
  }),
  row({
    ...oneScan,
    method: 'GET',
    path: '/scans/{id}/stream',
    id: 'streamScanEvents',
    summary: 'Follow a scan as server-sent events',
    description:
      'First what has happened, then what happens; ends after the scan’s end. Each event’s `id` is its cursor: a reader that comes back with `Last-Event-ID` goes on where it was. When the scan is deleted meanwhile, or its history is gone, the last event is `error`, with the refusal as its data. It ends without one when the token does, or the server stops.',
    scope: 'scans:read',
    query: z.strictObject({ after }),
    media: 'text/event-stream',
    errors: [...errors, 'too_many_sockets'],
    async handle(ctx, { params, query, request, reply }) {
      const stop = new AbortController();
      reply.raw.once('close', () => stop.abort());
      const events = await watchScan(ctx, params.id, lastSeen(request) ?? query.after ?? null, stop.signal);
      reply.header('x-accel-buffering', 'no');
      return eventStream(frames(events), ctx.log);
    },
  }),
];

/** A browser's reader sends the last `id` that it saw when it connects again. */
function lastSeen(request: FastifyRequest): string | null {
  const value = request.headers['last-event-id'];
  return typeof value === 'string' && value !== '' ? value : null;
}

async function* frames(events: AsyncIterableIterator<WatchedEvent>): AsyncGenerator<string> {
  try {
    for await (const event of events) {
      yield `id: ${event.cursor}\nevent: ${event.type}\ndata: ${JSON.stringify(showEvent(event))}\n\n`;
    }
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const code = error.code === 'not_found' ? oneScan.rename.not_found : error.code;
    yield `event: error\ndata: ${JSON.stringify({ error: code, message: error.message })}\n\n`;
  }
}
