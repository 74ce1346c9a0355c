import { createHash } from 'node:crypto';
import { canonicalJson } from '#src/platform/canonical-json.ts';
import type { Actor } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { newId } from '#src/platform/ids.ts';
import { appendToTenant, type NewTenantEvent } from '#src/platform/tenant-log.ts';
import { isEventKind } from './event-kinds.ts';

export type AuditEntry = {
  /** `noun.verb`, such as `scan.started`. */
  action: string;
  subjectKind: string;
  subjectId?: string | null;
  result?: 'success' | 'failure';
  /** What changed, without secrets. */
  detail?: Record<string, unknown>;
  /**
   * What the tenant's followers are told. Absent: that this happened to the subject, when it is of a kind that they know. Members that
   * are given add to that; a list is told instead of it; null when they are told in another way, or not at all.
   */
  event?: Partial<NewTenantEvent> | readonly NewTenantEvent[] | null;
};

/** Who did it, when no person or token did: the scheduler, a worker. */
export type AuditActor = Pick<Actor, 'tenantId'> & Partial<Pick<Actor, 'tokenId' | 'userId' | 'requestId'>>;

/**
 * Appends to the tenant's audit chain in the caller's transaction. The tenant's row lock puts the rows in one order; each holds the
 * SHA-256 of its own canonical JSON together with the hash before it, so that a changed or missing row breaks the chain. The same goes
 * to the tenant's event log.
 */
export async function appendAudit(tx: Sql, actor: AuditActor, entry: AuditEntry): Promise<void> {
  const [head] = await tx.query<{ audit_sequence: bigint; audit_hash: Buffer }>(
    'select audit_sequence, audit_hash from tenants where id = $1 for no key update',
    [actor.tenantId],
  );
  if (!head) throw new Error('audit: the tenant is gone');
  const row = {
    tenantId: actor.tenantId,
    sequence: (head.audit_sequence + 1n).toString(),
    id: newId(),
    at: new Date().toISOString(),
    actorTokenId: actor.tokenId ?? null,
    actorUserId: actor.userId ?? null,
    action: entry.action,
    subjectKind: entry.subjectKind,
    subjectId: entry.subjectId ?? null,
    result: entry.result ?? 'success',
    requestId: actor.requestId ?? null,
    detail: entry.detail ?? {},
  };
  const hash = auditHash(head.audit_hash, row);
  await tx.query(
    `with head as (update tenants set audit_sequence = $2, audit_hash = $14 where id = $1)
     insert into audit_events (tenant_id, sequence, id, at, actor_token_id, actor_user_id, action, subject_kind, subject_id, result, request_id, detail, previous_hash, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [...Object.values(row).slice(0, 11), JSON.stringify(row.detail), head.audit_hash, hash],
  );
  const events = eventsOf(entry);
  if (events.length > 0) await appendToTenant(tx, actor.tenantId, events);
}

function eventsOf({ action, subjectKind, subjectId = null, event }: AuditEntry): readonly NewTenantEvent[] {
  if (event === null) return [];
  if (isList(event)) return event;
  const targetId = subjectKind === 'target' ? subjectId : null;
  const told = { kind: subjectKind, action: action.slice(action.indexOf('.') + 1), subjectId, targetId, ...event };
  return isEventKind(told.kind) ? [told] : [];
}

const isList = (event: AuditEntry['event']): event is readonly NewTenantEvent[] => Array.isArray(event);

/** SHA-256 over the hash before and the row as JSON with sorted keys. */
export function auditHash(previous: Uint8Array, row: Record<string, unknown>): Buffer {
  return createHash('sha256').update(previous).update(canonicalJson(row)).digest();
}
