import { z } from 'zod';
import { formatId, type IdKind, tryParseId } from '#src/platform/ids.ts';

/** An id as a parameter or member: the public form or a plain UUID, read as the UUID. Any other text is malformed: `invalid_<kind>_id`. */
export function idOf(...kinds: [IdKind, ...IdKind[]]) {
  return z
    .string()
    .max(64)
    .meta({ examples: [sampleId(kinds[0])] })
    .transform((text, ctx) => {
      const uuid = tryParseId(kinds, text);
      if (uuid !== null) return uuid;
      ctx.addIssue({ code: 'custom', message: `is no id of this kind; it looks like ${sampleId(kinds[0])}` });
      return z.NEVER;
    });
}

/** What ids of examples are made from: a row that nobody has. */
export const SAMPLE_UUID = '019ca3a8-4c00-7000-8000-000000000000';

/** An id as examples show it. */
export function sampleId(kind: IdKind): string {
  return formatId(kind, SAMPLE_UUID);
}

/** An id as it stands in an answer. */
export const shownId = z.string().describe('An id: a prefix, the year, and 26 characters.');

/** A moment in RFC 3339, UTC. */
export const moment = z.iso.datetime().describe('RFC 3339, UTC.');

export function showMoment(date: Date): string;
export function showMoment(date: Date | null): string | null;
export function showMoment(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
