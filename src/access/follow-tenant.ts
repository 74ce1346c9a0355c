import { type EventKind, isEventKind } from '#src/audit/event-kinds.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import type { TenantEntry } from '#src/platform/events.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { stoppable } from '#src/platform/stoppable.ts';
import { allow, missingScope, type Scope } from './scopes.ts';

/** Who may be told of what: the scope that reading the thing itself needs. */
const SCOPES_OF: Record<EventKind, Scope> = {
  target: 'targets:read',
  scan: 'scans:read',
  finding: 'findings:read',
  review: 'scans:read',
  secret: 'secrets:read',
  token: 'tokens:read',
  member: 'findings:read',
  invitation: 'members:write',
  webhook: 'webhooks:write',
  schedule: 'scans:read',
  report: 'reports:read',
  tenant: 'settings:write',
};

/** From bad to harmless. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type SeverityName = (typeof SEVERITIES)[number];

export type TenantEventFilter = {
  /** Absent: every kind that the caller may see. */
  kinds?: readonly EventKind[] | null | undefined;
  /** Public ids. Only what is about one of them; what is about no target is left out. */
  targets?: readonly string[] | null | undefined;
  /** Only what is at least as bad; what has no severity is told nevertheless. */
  minSeverity?: SeverityName | null | undefined;
};

/** An event of the tenant, of a kind that the caller may see, with the cursor to follow on from it. */
export type TenantNews = Omit<TenantEntry, 'kind'> & { kind: EventKind; cursor: string };

const TARGETS_MAX = 100;

/**
 * The events of the caller's tenant after `after` (from the oldest that is kept when null), those that were, then those that come, without
 * end: nothing is lost, doubled or reordered. The refusals come from the call itself.
 *
 * @throws DomainError `missing_scope`; `not_found` for a target that the caller may not see; `invalid_cursor`, `cursor_lost`, `history_expired`
 */
export async function followTenant(
  ctx: Ctx,
  filter: TenantEventFilter,
  after: string | null,
  signal?: AbortSignal,
): Promise<AsyncIterableIterator<TenantNews>> {
  const wanted = await wantedBy(ctx, filter);
  // A cursor that cannot be followed is refused here, before anything is promised.
  await ctx.events.readTenant(ctx.actor.tenantId, after, 1);
  return stoppable((stop) => news(ctx, wanted, after, stop), signal);
}

async function* news(
  ctx: Ctx,
  wanted: (entry: TenantEntry) => boolean,
  after: string | null,
  signal: AbortSignal,
): AsyncGenerator<TenantNews> {
  const { tenantId } = ctx.actor;
  const toNews = (entry: TenantEntry) =>
    ({ ...entry, cursor: ctx.events.tenantCursorAt(tenantId, entry) }) as TenantNews;
  for await (const batch of ctx.events.followTenant(tenantId, after, signal)) yield* batch.filter(wanted).map(toNews);
}

async function wantedBy(ctx: Ctx, filter: TenantEventFilter): Promise<(entry: TenantEntry) => boolean> {
  const kinds = allowedKinds(ctx, filter.kinds ?? null);
  const targets = filter.targets ? new Set(await visibleTargetIds(ctx, filter.targets)) : null;
  const bad = new Set<string>(SEVERITIES.slice(0, SEVERITIES.indexOf(filter.minSeverity ?? 'info') + 1));
  return ({ kind, targetId, severity }) =>
    isEventKind(kind) &&
    kinds.has(kind) &&
    (targets === null || (targetId !== null && targets.has(targetId))) &&
    (severity === null || bad.has(severity));
}

/** Those that were named, each of which the caller has to be allowed to see; or all that the caller may see, at least one. */
function allowedKinds(ctx: Ctx, named: readonly EventKind[] | null): ReadonlySet<EventKind> {
  for (const kind of named ?? []) allow(ctx, SCOPES_OF[kind]);
  if (named) return new Set(named);
  const kinds = Object.keys(SCOPES_OF).filter((kind) => ctx.actor.scopes.has(SCOPES_OF[kind as EventKind]));
  if (kinds.length === 0) throw missingScope('scans:read');
  return new Set(kinds as EventKind[]);
}

/** @throws DomainError `not_found` when one of them is missing or somebody else's */
async function visibleTargetIds(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  allow(ctx, 'targets:read');
  if (ids.length > TARGETS_MAX)
    throw new DomainError('invalid_input', `Name at most ${TARGETS_MAX} targets.`, { path: ['targets'] });
  const wanted = new Set(ids.map((id) => parseId(['target', 'endpoint'], id)));
  const rows = await ctx.db.query<{ id: string }>(
    'select id from targets where tenant_id = $1 and id = any($2::uuid[])',
    [ctx.actor.tenantId, [...wanted]],
  );
  if (rows.length < wanted.size) throw notFound('target');
  return rows.map((row) => row.id);
}
