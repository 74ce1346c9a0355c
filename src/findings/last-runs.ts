import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { parseId } from '#src/platform/ids.ts';
import { type Condition, Statement } from '#src/platform/keyset-statement.ts';

/** Which ended scans count as tests. Every member that is given has to hold. */
export type RunFilter = {
  targetIds?: readonly string[] | null | undefined;
  scanIds?: readonly string[] | null | undefined;
  /** Ended at or after this, and before that. */
  from?: Date | null | undefined;
  to?: Date | null | undefined;
};

export type LastRun = {
  probeId: string;
  /** When a scan last ended that sent it. */
  ranAt: Date;
  /** When one last ended in which it came to a verdict that is not inconclusive, or null. */
  concludedAt: Date | null;
};

/**
 * When each of the probes last ran, by its id; nothing for those that never did. A scan counts once it has ended. Asked probe by probe in
 * one statement, each at the end of an index, so that the cost does not grow with the number of scans.
 *
 * @throws DomainError `missing_scope`, `not_found` for an id of another kind
 */
export async function lastRuns(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  probeIds: readonly string[],
  filter: RunFilter,
): Promise<Map<string, LastRun>> {
  allow(ctx, 'scans:read');
  const statement = new Statement();
  const where = statement.conditions([['r.tenant_id = ?', ctx.actor.tenantId], ...runConditions(filter)]);
  const last = (more: string) =>
    `(select r.ended_at from probe_runs r where r.probe_id = p.id and ${where} ${more} order by r.ended_at desc limit 1)`;
  const rows = await ctx.db.query<LastRun>(
    `select "probeId", "ranAt", ${last('and r.conclusive > 0')} as "concludedAt"
     from (select p.id, p.id as "probeId", ${last('')} as "ranAt" from unnest(${statement.value(probeIds)}::text[]) as p(id)) p
     where "ranAt" is not null`,
    statement.values,
  );
  return new Map(rows.map((row) => [row.probeId, row]));
}

function runConditions({ targetIds, scanIds, from, to }: RunFilter): Condition[] {
  const targets = targetIds?.map((id) => parseId(['target', 'endpoint'], id));
  const scans = scanIds?.map((id) => parseId('scan', id));
  return [
    ...(targets ? [['r.target_id = any(?::uuid[])', targets] as const] : []),
    ...(scans ? [['r.scan_id = any(?::uuid[])', scans] as const] : []),
    ...(from ? [['r.ended_at >= ?', from] as const] : []),
    ...(to ? [['r.ended_at < ?', to] as const] : []),
  ];
}
