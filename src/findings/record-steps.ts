import type { Actor } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { newId } from '#src/platform/ids.ts';
import { storableJson } from '#src/platform/storable.ts';
import type { FindingStep } from './finding-change.ts';

/** One act, of one finding or of thousands: what is undone together. */
export type Batch = {
  tenantId: string;
  id: string;
  /** Who did it; null when a scan brought it about. */
  actor: Pick<Actor, 'tokenId' | 'userId'> | null;
  scanId: string | null;
  /** The batch that this one undoes. */
  undoes: string | null;
};

/** An act of the caller. */
export function batchOf(actor: Actor, more: Partial<Pick<Batch, 'undoes' | 'scanId'>> = {}): Batch {
  return { tenantId: actor.tenantId, id: newId(), actor, scanId: null, undoes: null, ...more };
}

/** What a scan brought about. */
export function batchOfScan(scope: { tenantId: string; scanId: string }): Batch {
  return { tenantId: scope.tenantId, id: newId(), actor: null, scanId: scope.scanId, undoes: null };
}

/** Writes the history alone, of changes that the caller makes itself in the same transaction. */
export async function recordSteps(tx: Sql, batch: Batch, steps: readonly FindingStep[]): Promise<void> {
  if (steps.length === 0) return;
  // Numbers are taken under the findings' row locks, so that they follow commits and have no gaps.
  await tx.query(
    `with steps as (
       select s.*, row_number() over (partition by s."findingId" order by s.i)::int as nth, count(*) over (partition by s."findingId")::int as many
       from jsonb_to_recordset($2::jsonb) as s(i int, id uuid, "findingId" uuid, kind text, before jsonb, after jsonb, reason text)
     ), numbered as (
       update findings f set change_count = change_count + s.many from (select distinct "findingId", many from steps) s
       where f.tenant_id = $1 and f.id = s."findingId" returning f.id, f.change_count
     )
     insert into finding_changes (tenant_id, id, finding_id, number, batch_id, undoes, kind, before, after, reason, actor_token_id, actor_user_id, scan_id)
     select $1, s.id, s."findingId", n.change_count - s.many + s.nth, $3, $4, s.kind::finding_change_kind,
       nullif(s.before, 'null'), nullif(s.after, 'null'), s.reason, $5, $6, $7
     from steps s join numbered n on n.id = s."findingId"`,
    [
      batch.tenantId,
      storableJson(steps.map((step, i) => ({ i, id: newId(), ...step }))),
      batch.id,
      batch.undoes,
      batch.actor?.tokenId ?? null,
      batch.actor?.userId ?? null,
      batch.scanId,
    ],
  );
}
