import type { Sql } from '#src/platform/database.ts';
import { chosenProbes } from '#src/probes/probe-library.ts';

/** Indexes are made again once the findings are there: keeping seventeen of them up meanwhile takes ten times as long. */
const INDEXES = `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
  where i.indrelid = 'findings'::regclass and not i.indisprimary
    and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`;

/** Fills a tenant with findings of the library's probes over five hundred targets, last seen one second after another. */
export async function manyFindings(db: Sql, tenantId: string, count: number): Promise<void> {
  const indexes = await db.query<{ name: string; definition: string }>(INDEXES);
  for (const { name } of indexes) await db.query(`drop index ${name}`);
  await db.query(
    `insert into targets (tenant_id, id, kind, name, url, config) select $1, gen_random_uuid(), 'llm', 'Assistant ' || n, 'https://bench.example/' || n, '{}'
     from generate_series(1, 500) n`,
    [tenantId],
  );
  const probes = chosenProbes([]);
  await db.query(
    `insert into findings (tenant_id, id, target_id, fingerprint, probe_id, title, description, remediation, severity, risks, confidence, evidence_line,
       first_scan_id, last_scan_id, first_seen_at, last_seen_at)
     select $1, gen_random_uuid(), t.ids[1 + n % 500], n, ($3::text[])[p.k], ($4::text[])[p.k] || ' ' || n, ($5::text[])[p.k], 'What to do about it.',
       (($6::text[])[p.k])::severity, string_to_array(($7::text[])[p.k], ' '), (n % 1000) / 1000.0, 'The answer held what it should not have held.',
       $1, $1, now() - interval '400 days', now() - n * interval '1 second'
     from (select array_agg(id) as ids from targets where tenant_id = $1) t, generate_series(1, $2::int) n,
       lateral (select 1 + n % cardinality($3::text[]) as k) p`,
    [
      tenantId,
      count,
      probes.map((probe) => probe.id),
      probes.map((probe) => probe.title),
      probes.map((probe) => probe.description.slice(0, 200)),
      probes.map((probe) => probe.severity),
      probes.map((probe) => probe.risks.join(' ')),
    ],
  );
  for (const { definition } of indexes) await db.query(definition);
  await db.query('vacuum analyze findings');
  await db.query('analyze targets');
}
