import type { ListQuery } from '#src/platform/filter.ts';
import type { Page, PageArgs } from '#src/platform/keyset.ts';
import { listInMemory } from '#src/platform/list-in-memory.ts';
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
  const library = { rows: probeLibrary().all, id: ({ id }: { id: string }) => id, read: probeField };
  return listInMemory(PROBE_LIST, library, { filter: { and: [short, filter ?? {}] }, orderBy }, args);
}
