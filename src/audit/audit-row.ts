import { createHash } from 'node:crypto';
import { canonicalJson } from '#src/platform/canonical-json.ts';

/** A row of the audit log as its hash sees it. The number is a text, as JSON has no whole numbers of that size. */
export type AuditRow = {
  tenantId: string;
  /** From 1 within the tenant, without gaps. */
  sequence: string;
  id: string;
  /** ISO 8601 in UTC, to the millisecond. */
  at: string;
  actorTokenId: string | null;
  actorUserId: string | null;
  action: string;
  subjectKind: string;
  subjectId: string | null;
  result: string;
  requestId: string | null;
  detail: Record<string, unknown>;
  /** In the hash only when there is one: rows of before have neither. */
  actorScheduleId?: string | null;
  actorIp?: string | null;
};

/** SHA-256 over the hash before and the row as JSON with sorted keys. What is null of the later members is left out. */
export function auditHash(previous: Uint8Array, row: AuditRow): Buffer {
  const { actorScheduleId, actorIp, ...rest } = row;
  const later = { ...(actorScheduleId ? { actorScheduleId } : {}), ...(actorIp ? { actorIp } : {}) };
  return createHash('sha256')
    .update(previous)
    .update(canonicalJson({ ...rest, ...later }))
    .digest();
}
