import type { Sql } from '#src/platform/database.ts';
import { type AuditRow, auditHash } from './audit-row.ts';

/** What a row holds before it has its place in the chain. */
export type AuditDraft = Omit<AuditRow, 'tenantId' | 'sequence'>;

/** There is no such tenant, and no chain to append to. */
export class TenantGone extends Error {
  override readonly message = 'audit: the tenant is gone';
}

/**
 * Puts rows at the end of a tenant's chain, in the caller's transaction: the tenant's row lock gives them their order, however many processes
 * append, and the head moves once.
 *
 * @throws TenantGone
 */
export async function appendRows(tx: Sql, tenantId: string, drafts: readonly AuditDraft[]): Promise<void> {
  const [head] = await tx.query<{ audit_sequence: bigint; audit_hash: Buffer }>(
    'select audit_sequence, audit_hash from tenants where id = $1 for no key update',
    [tenantId],
  );
  if (!head) throw new TenantGone();
  const hashes: Buffer[] = [];
  const rows = drafts.map((draft, i) => {
    const row: AuditRow = { tenantId, sequence: (head.audit_sequence + BigInt(i + 1)).toString(), ...draft };
    hashes.push(auditHash(hashes.at(-1) ?? head.audit_hash, row));
    return row;
  });
  const column = (name: keyof AuditRow) => rows.map((row) => row[name] ?? null);
  await tx.query(
    `with head as (update tenants set audit_sequence = $2, audit_hash = $3 where id = $1)
     insert into audit_events (tenant_id, sequence, id, at, actor_token_id, actor_user_id, action, subject_kind, subject_id, result, request_id, detail,
       actor_schedule_id, actor_ip, previous_hash, hash)
     select $1, * from unnest($4::bigint[], $5::uuid[], $6::timestamptz[], $7::uuid[], $8::uuid[], $9::text[], $10::text[], $11::uuid[], $12::text[],
       $13::text[], $14::jsonb[], $15::uuid[], $16::text[], $17::bytea[], $18::bytea[])`,
    [
      tenantId,
      rows.at(-1)!.sequence,
      hashes.at(-1),
      column('sequence'),
      column('id'),
      column('at'),
      column('actorTokenId'),
      column('actorUserId'),
      column('action'),
      column('subjectKind'),
      column('subjectId'),
      column('result'),
      column('requestId'),
      rows.map((row) => JSON.stringify(row.detail)),
      column('actorScheduleId'),
      column('actorIp'),
      [head.audit_hash, ...hashes.slice(0, -1)],
      hashes,
    ],
  );
}
