import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError, isDomainError } from '#src/platform/errors.ts';
import type { ListDescription } from '#src/platform/filter.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { type Condition, type Listing, listAll, type PageArgs } from '#src/platform/keyset.ts';
import { type FindingQuery, findingQuery } from './finding-filter.ts';
import { FINDING_LIST } from './finding-list.ts';

/** Two scans to compare, `head` with what `base` saw. */
export type ScanPair = { base: string; head: string };

/**
 * The ways in which a finding may differ between two scans. Each finding that either of them saw stands in exactly one.
 * - `new`: head saw it, base did not, and it was not there before.
 * - `regressed`: head saw it after it was gone: resolved before head, or seen before base and resisted by base.
 * - `unchanged`: both saw it.
 * - `fixed`: base saw it; head asked its probe and every attempt was resisted.
 * - `undecided`: base saw it; head asked its probe and cannot say that it is gone.
 * - `notTested`: base saw it; head did not ask its probe.
 */
export const DIFF_CLASSES = ['new', 'regressed', 'unchanged', 'fixed', 'undecided', 'notTested'] as const;
export type DiffClass = (typeof DIFF_CLASSES)[number];

/** A finding as one of the two scans saw it: `s` is the sighting, `t` the finding. */
const SEEN: ListDescription = {
  ...FINDING_LIST,
  plural: 'scanDiff',
  from: 'occurrences s join findings t on t.tenant_id = s.tenant_id and t.id = s.finding_id',
};

/** The other scan saw it too: the same weakness by its fingerprint, whatever the target, so that two deployments can be compared. */
const SEEN_BY = `exists (select 1 from occurrences o join findings g on g.tenant_id = o.tenant_id and g.id = o.finding_id
  where o.tenant_id = t.tenant_id and o.scan_id = ? and g.fingerprint = t.fingerprint)`;
const ASKED = `exists (select 1 from attempts a where a.tenant_id = t.tenant_id and a.probe_id = t.probe_id and a.state <> 'not_applicable' and a.scan_id = ?)`;
const NOT_RESISTED = `exists (select 1 from attempts a where a.tenant_id = t.tenant_id and a.probe_id = t.probe_id and a.state <> 'not_applicable'
  and a.verdict is distinct from 'resistant' and a.scan_id = ?)`;
const SEEN_BEFORE = `exists (select 1 from occurrences o join scans e on e.tenant_id = o.tenant_id and e.id = o.scan_id
  where o.tenant_id = t.tenant_id and o.finding_id = t.id and e.created_at < (select b.created_at from scans b where b.tenant_id = t.tenant_id and b.target_id = t.target_id and b.id = ?))`;
const CAME_BACK = `(s.regressed or (not ${SEEN_BY} and ${ASKED} and not ${NOT_RESISTED} and ${SEEN_BEFORE}))`;

const CONDITIONS: Record<DiffClass, (pair: ScanPair) => Condition[]> = {
  new: ({ base, head }) => [
    ['s.scan_id = ?', head],
    [`not ${SEEN_BY}`, base],
    [`not ${CAME_BACK}`, base, base, base, base],
  ],
  regressed: ({ base, head }) => [
    ['s.scan_id = ?', head],
    [CAME_BACK, base, base, base, base],
  ],
  unchanged: ({ base, head }) => [['s.scan_id = ?', head], ['not s.regressed'], [SEEN_BY, base]],
  fixed: ({ base, head }) => [
    ['s.scan_id = ?', base],
    [`not ${SEEN_BY}`, head],
    [ASKED, head],
    [`not ${NOT_RESISTED}`, head],
  ],
  undecided: ({ base, head }) => [
    ['s.scan_id = ?', base],
    [`not ${SEEN_BY}`, head],
    [NOT_RESISTED, head],
  ],
  notTested: ({ base, head }) => [
    ['s.scan_id = ?', base],
    [`not ${SEEN_BY}`, head],
    [`not ${ASKED}`, head],
  ],
};

/**
 * The two scans of a diff, once it is known that the caller may see them.
 *
 * @throws DomainError `missing_scope`, `not_found` that names each argument which is no scan
 */
export async function diffScans(ctx: Ctx, pair: ScanPair): Promise<ScanPair> {
  allow(ctx, 'scans:read');
  const [base, head] = await Promise.all([scanId(ctx, pair.base).catch(orNull), scanId(ctx, pair.head).catch(orNull)]);
  if (base !== null && head !== null) return { base, head };
  const missing = [...(base === null ? ['base'] : []), ...(head === null ? ['head'] : [])];
  throw new DomainError('not_found', `There is no such scan, or you may not see it: ${missing.join(' and ')}.`, {
    path: missing.slice(0, 1),
  });
}

async function scanId(ctx: Ctx, publicId: string): Promise<string> {
  const uuid = parseId('scan', publicId);
  const rows = await ctx.db.query('select 1 from scans where tenant_id = $1 and id = $2', [ctx.actor.tenantId, uuid]);
  if (rows.length === 0) throw notFound('scan');
  return uuid;
}

function orNull(error: unknown): null {
  if (isDomainError(error)) return null;
  throw error;
}

/** The findings of one class, the last seen first unless asked for otherwise. */
export async function listDiff(
  ctx: Ctx,
  pair: ScanPair,
  kind: DiffClass,
  query: FindingQuery,
  args: PageArgs,
): Promise<Listing> {
  const { list, conditions } = await findingQuery(ctx, query, SEEN);
  const all: Condition[] = [['s.tenant_id = ?', ctx.actor.tenantId], ...CONDITIONS[kind](pair), ...conditions];
  return listAll(ctx.db, list, all, args);
}
