import { z } from 'zod';
import { formatId } from '#src/platform/ids.ts';
import type { WatchedEvent } from '#src/scans/watch-scan.ts';
import { moment, showMoment } from './identifiers.ts';

export const scanEvent = z
  .looseObject({
    cursor: z.string().describe('Its place in the log, the same as in the subscription: go on with `after`.'),
    scan_id: z.uuid(),
    type: z.string().describe('`status`, `progress`, `finding`, and whatever else a scan comes to tell.'),
    at: moment,
  })
  .meta({ id: 'ScanEvent' });

/** An event as the log holds it, in this door's spelling. */
export function showEvent(event: WatchedEvent): z.input<typeof scanEvent> {
  return {
    cursor: event.cursor,
    scan_id: event.scanId,
    type: event.type,
    at: showMoment(event.at),
    ...(snakeCase(event.body) as object),
  };
}

/** Members in snake case at every depth; ids in their public form. */
export function snakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      PUBLIC[key] && typeof member === 'string' ? formatId(PUBLIC[key], member) : snakeCase(member),
    ]),
  );
}

const PUBLIC: Record<string, 'finding' | 'endpoint' | 'attempt' | undefined> = {
  findingId: 'finding',
  targetId: 'endpoint',
  attemptId: 'attempt',
};
