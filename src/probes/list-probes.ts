import { neighbours, type Page, type PageArgs, sizeOf } from '#src/platform/keyset.ts';
import { decodeKeys, encodeKeys } from '#src/platform/keyset-cursor.ts';
import { probeLibrary } from './probe-library.ts';

const ORDER = { name: 'probes', keys: [{ type: 'text' as const }] };

export type ProbeFilter = {
  risk?: string | null | undefined;
  severity?: readonly string[] | null | undefined;
  status?: readonly string[] | null | undefined;
};

/**
 * A page of the library, by id, and how many probes the filter leaves.
 *
 * @throws DomainError `invalid_input`, `invalid_cursor`
 */
export function listProbes(filter: ProbeFilter, args: PageArgs): { page: Page; count: number } {
  const ids = probeLibrary()
    .all.filter((probe) => !filter.risk || (probe.risks as readonly string[]).includes(filter.risk))
    .filter((probe) => filter.severity?.includes(probe.severity) ?? true)
    .filter((probe) => filter.status?.includes(probe.status) ?? true)
    .map((probe) => probe.id);
  const after = keyOf(args, 'after');
  const before = keyOf(args, 'before');
  const between = ids.filter((id) => (after === null || id > after) && (before === null || id < before));
  const { size, backwards } = sizeOf(args);
  const kept = backwards ? between.slice(-size) : between.slice(0, size);
  const items = kept.map((id) => ({ id, cursor: encodeKeys(ORDER, [id]) }));
  return { page: { items, ...neighbours(args, between.length > size) }, count: ids.length };
}

function keyOf(args: PageArgs, name: 'after' | 'before'): string | null {
  const cursor = args[name];
  return cursor == null ? null : String(decodeKeys(ORDER, cursor, name)[0]);
}
