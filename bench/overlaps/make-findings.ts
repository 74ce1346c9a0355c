import { foldCounts } from '#src/findings/fold-counts.ts';
import type { Sql } from '#src/platform/database.ts';
import { newId } from '#src/platform/ids.ts';
import { chosenProbes } from '#src/probes/probe-library.ts';

export type Plan = { tenantId: string; open: number; closed: number };

/** What neither way of counting reads is not kept up while the findings are made: it would take ten times as long. */
const INDEXES = `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
  where indrelid = 'findings'::regclass and not indisprimary`;
/** The one that is made again at the end: what counts the pieces of days. */
const KEPT = 'findings_tenant_id_last_seen_at_id_idx';

/**
 * Fills an empty database with findings of the library's probes: risks and severities as the probes have them, one target for each run through
 * the library, last seen over the year before `now`. Statements as the system's own, so that the ledger of counts is kept by its triggers.
 */
export async function makeFindings(db: Sql, plans: readonly Plan[], now: Date): Promise<void> {
  await db.query('alter table findings drop constraint findings_tenant_id_target_id_fkey');
  const indexes = await db.query<{ name: string; definition: string }>(INDEXES);
  for (const { name } of indexes) await db.query(`drop index ${name}`);
  const probes = chosenProbes([]).map(({ id, risks, severity }) => ({ id, risks: risks.join(' '), severity }));
  for (const plan of plans) {
    await db.query('insert into tenants (id, slug, name) values ($1, $2, $2)', [
      plan.tenantId,
      `bench-${plan.tenantId}`,
    ]);
    for (const [status, count] of [
      ['open', plan.open],
      ['resolved', plan.closed],
    ] as const)
      await insert(db, plan.tenantId, probes, { status, count, now });
  }
  // As at the end of every scan.
  for (const { tenantId } of plans) await foldCounts(db, tenantId);
  await db.query(indexes.find(({ name }) => name === KEPT)!.definition);
  await db.query('vacuum analyze findings');
  await db.query('vacuum analyze finding_counts');
}

const PIECE = 250_000;

async function insert(
  db: Sql,
  tenantId: string,
  probes: readonly { id: string; risks: string; severity: string }[],
  { status, count, now }: { status: 'open' | 'resolved'; count: number; now: Date },
): Promise<void> {
  const columns = [
    probes.map(({ id }) => id),
    probes.map(({ risks }) => risks),
    probes.map(({ severity }) => severity),
  ];
  for (let from = 0; from < count; from += PIECE) {
    await db.query(
      `insert into findings (tenant_id, id, target_id, fingerprint, probe_id, title, description, remediation, severity, risks, status, confidence, evidence_line,
         first_scan_id, last_scan_id, first_seen_at, last_seen_at)
       select $1, uuidv7(), md5($9 || (i / cardinality($2::text[])))::uuid, 'p' || i % cardinality($2::text[]), ($2::text[])[k], 'A finding', 'What it is.', 'What to do.',
         (($4::text[])[k])::severity, string_to_array(($3::text[])[k], ' '), $5::finding_status, 0.9, 'What was seen.', $1, $1, $6::timestamptz - interval '366 days',
         $6::timestamptz - make_interval(days => i % 365, secs => i % 86399)
       from (select i, 1 + i % cardinality($2::text[]) as k from generate_series($7::int, $8::int) i) made`,
      [tenantId, ...columns, status, now, from, Math.min(count, from + PIECE) - 1, newId()],
    );
  }
}
