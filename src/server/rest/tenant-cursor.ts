import { createHash } from 'node:crypto';
import { DomainError } from '#src/platform/errors.ts';

const TAG = /^(.{1,2000})\.([\w-]{8})$/s;

/** A list's cursor as it is given out: with the mark of the tenant whose list it is. */
export function cursorFor(tenantId: string, cursor: string): string {
  return `${cursor}.${markOf(tenantId, cursor)}`;
}

/**
 * The list's own cursor again. The mark keeps nobody out, which the tenant's own rows do: it tells a caller with several tenants that the
 * cursor is of another, where a page of rows would look like an answer.
 *
 * @throws DomainError `invalid_cursor`
 */
export function cursorFrom(tenantId: string, given: string): string {
  const [, cursor = '', mark] = TAG.exec(given) ?? [];
  if (cursor !== '' && mark === markOf(tenantId, cursor)) return cursor;
  throw new DomainError(
    'invalid_cursor',
    'This is not a cursor of this list. Pass the `next_cursor` that it gave you.',
    {
      path: ['cursor'],
    },
  );
}

function markOf(tenantId: string, cursor: string): string {
  return createHash('sha256').update(`${tenantId} ${cursor}`).digest('base64url').slice(0, 8);
}
