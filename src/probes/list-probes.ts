import type { ListQuery } from '#src/platform/filter.ts';
import { matches } from '#src/platform/filter-match.ts';
import { type KeysetList, neighbours, type Page, type PageArgs, sizeOf } from '#src/platform/keyset.ts';
import { decodeKeys, encodeKeys } from '#src/platform/keyset-cursor.ts';
import { listQuery } from '#src/platform/list-query.ts';
import type { Probe } from './probe.ts';
import { probeLibrary } from './probe-library.ts';
import { PROBE_LIST, probeField } from './probe-list.ts';

/** What may be asked beside the filter. All of it has to hold. */
export type ProbeFilter = {
  risk?: string | null | undefined;
  severity?: readonly string[] | null | undefined;
  status?: readonly string[] | null | undefined;
};

/**
 * A page of the library, by id unless asked for otherwise, and how many probes the filter leaves.
 *
 * @throws DomainError `invalid_input`, `invalid_cursor`
 */
export function listProbes(query: ListQuery & ProbeFilter, args: PageArgs): { page: Page; count: number } {
  const { risk, severity, status, filter, orderBy } = query;
  const short = {
    risks: risk ? { has: risk } : null,
    severityIs: severity ? { in: severity } : null,
    status: status ? { in: status } : null,
  };
  const { list, tree } = listQuery(PROBE_LIST, { filter: { and: [short, filter ?? {}] }, orderBy });
  const left = probeLibrary().all.filter((probe) => matches(PROBE_LIST, tree, (field) => probeField(probe, field)));
  const rows = left.map((probe) => ({ id: probe.id, keys: keysOf(list, probe) }));
  rows.sort((a, b) => compare(list, a.keys, b.keys));
  return { page: pageOf(list, rows, args), count: rows.length };
}

type Row = { id: string; keys: string[] };

function pageOf(list: KeysetList, rows: readonly Row[], args: PageArgs): Page {
  const [after, before] = [placeOf(list, args, 'after'), placeOf(list, args, 'before')];
  const between = rows.filter(
    ({ keys }) => (!after || compare(list, keys, after) > 0) && (!before || compare(list, keys, before) < 0),
  );
  const { size, backwards } = sizeOf(args);
  const kept = backwards ? between.slice(-size) : between.slice(0, size);
  const items = kept.map(({ id, keys }) => ({ id, cursor: encodeKeys(list, keys) }));
  return { items, ...neighbours(args, between.length > size) };
}

function placeOf(list: KeysetList, args: PageArgs, name: 'after' | 'before'): string[] | null {
  const cursor = args[name];
  return cursor == null ? null : decodeKeys(list, cursor, name).map(String);
}

function keysOf(list: KeysetList, probe: Probe): string[] {
  return list.keys.map((key) => String(probeField(probe, key.sql.replace('t.', ''))));
}

/** Every key of a list in memory runs the same way. */
function compare(list: KeysetList, a: readonly string[], b: readonly string[]): number {
  const i = a.findIndex((text, at) => text !== b[at]);
  if (i < 0) return 0;
  const upwards = a[i]! < b[i]! ? -1 : 1;
  return list.keys[i]!.direction === 'desc' ? -upwards : upwards;
}
