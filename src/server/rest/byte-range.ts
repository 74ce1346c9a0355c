import { DomainError } from '#src/platform/errors.ts';

/**
 * The one range of bytes that a `Range` header asks for (RFC 9110, 14.2), both bounds included. Null: all of it, as for a header that asks for
 * several ranges, or is not one of bytes, which may be passed over.
 *
 * @throws DomainError `range_not_satisfiable` with `size`
 */
export function byteRange(header: string | undefined, size: number): { start: number; end: number } | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.replaceAll(' ', '') ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const [first, last] = [match[1]!, match[2]!];
  if (first !== '' && last !== '' && Number(first) > Number(last)) return null;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end) {
    throw new DomainError('range_not_satisfiable', `The file has ${size} bytes.`, { details: { size } });
  }
  return { start, end };
}
