import type { Actor } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { newId } from '#src/platform/ids.ts';
import { storableJson } from '#src/platform/storable.ts';
import { appendToTenant, type NewTenantEvent } from '#src/platform/tenant-log.ts';
import { type AuditDraft, appendRows } from './append-rows.ts';
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

/** Who did it: somebody, a schedule, or with neither the system itself. */
export type AuditActor = Pick<Actor, 'tenantId'> &
  Partial<Pick<Actor, 'tokenId' | 'userId' | 'scheduleId' | 'address' | 'requestId'>>;

/**
 * Appends to the tenant's audit chain in the caller's transaction. The tenant's row lock puts the rows in one order; each holds the
 * SHA-256 of its own canonical JSON together with the hash before it, so that a changed or missing row breaks the chain. The same goes
 * to the tenant's event log.
 */
export async function appendAudit(tx: Sql, actor: AuditActor, entry: AuditEntry): Promise<void> {
  await appendRows(tx, actor.tenantId, [draftOf(actor, entry, new Date())]);
  const events = eventsOf(entry);
  if (events.length > 0) await appendToTenant(tx, actor.tenantId, events);
}

/** The row of an entry, before it has its place in the chain. */
export function draftOf(actor: AuditActor, entry: Omit<AuditEntry, 'event'>, at: Date): AuditDraft {
  return {
    id: newId(),
    at: at.toISOString(),
    actorTokenId: actor.tokenId ?? null,
    actorUserId: actor.userId ?? null,
    action: entry.action,
    subjectKind: entry.subjectKind,
    subjectId: entry.subjectId ?? null,
    result: entry.result ?? 'success',
    requestId: actor.requestId ?? null,
    // As it can be kept: what is hashed is what will be read.
    detail: JSON.parse(storableJson(entry.detail ?? {})) as Record<string, unknown>,
    actorScheduleId: actor.scheduleId ?? null,
    actorIp: actor.address ?? null,
  };
}

function eventsOf({ action, subjectKind, subjectId = null, event }: AuditEntry): readonly NewTenantEvent[] {
  if (event === null) return [];
  if (isList(event)) return event;
  const targetId = subjectKind === 'target' ? subjectId : null;
  const told = { kind: subjectKind, action: action.slice(action.indexOf('.') + 1), subjectId, targetId, ...event };
  return isEventKind(told.kind) ? [told] : [];
}

const isList = (event: AuditEntry['event']): event is readonly NewTenantEvent[] => Array.isArray(event);
