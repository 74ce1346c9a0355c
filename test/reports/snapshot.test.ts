import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '#test/kit/ask.ts';
import { waiting } from '#test/kit/disturb-database.ts';
import { holdTransaction } from '#test/kit/held-transaction.ts';
import { until } from '#test/kit/until.ts';
import { type ReportWorld, reportWorld } from './kit.ts';

// A report is of one moment. Its worker is held while it reads, by a lock on a table that it comes to only after it has counted the findings; in
// the meantime everything that it counted changes.

let world: ReportWorld;
beforeAll(async () => {
  world = await reportWorld({ config: { leaseSeconds: 60 } });
  for (const title of ['stays', 'is renamed', 'is resolved']) await world.scan.finding(title);
});
afterAll(() => world[Symbol.asyncDispose]());

/** What is done while a worker has begun to read for a report and not come to its findings. */
async function meanwhile(format: string, change: () => Promise<void>): Promise<Json> {
  await using held = await holdTransaction(world.system.databaseUrl);
  await held.tx.query('lock table finding_evidence in access exclusive mode');
  const id = await world.queued({ format });
  await until('it waits for the evidence', async () => (await waiting(world.system.databaseUrl)) > 0);
  await change();
  await held.rollback();
  return world.ended(id);
}

it('a report in JSON is of one moment, though findings and verdicts change while it is written', async () => {
  const { system, scan, tenant } = world;
  const before = await world.file((await world.ready()).id);
  const row = await meanwhile('json', async () => {
    await system.app.system.query(`update findings set title = 'was renamed' where title = 'is renamed'`);
    await system.app.system.query(`update findings set status = 'resolved' where title = 'is resolved'`);
    await system.app.system.query(`update findings set severity = 'critical' where title = 'stays'`);
    await system.app.system.query(
      `with new as (insert into findings (tenant_id, id, target_id, fingerprint, probe_id, title, description, remediation, severity, risks, confidence,
         evidence_line, first_scan_id, last_scan_id, first_seen_at, last_seen_at)
       select tenant_id, gen_random_uuid(), target_id, 'new', probe_id, 'is new', '', '', 'high', '{LLM01}', 0.9, '', first_scan_id, last_scan_id, now(), now()
       from findings where title = 'stays' returning *)
       insert into occurrences (tenant_id, finding_id, scan_id, confidence) select tenant_id, id, last_scan_id, 0.9 from new`,
    );
    await system.app.system.query(`update attempts set verdict = 'resistant' where scan_id = $1`, [scan.id]);
    await system.app.system.query(`update tenants set name = 'Renamed' where id = $1`, [tenant.id]);
  });
  expect(row.status, row.failure).toBe('ready');
  const file = await world.file(row.id);
  const told = ({ findings, summary, attempts, tenant_name }: Json) => ({ findings, summary, attempts, tenant_name });
  expect(told(file)).toEqual(told(before));
  expect(file.findings).toHaveLength(4);
  expect(file.summary.total_open).toBe(4);
  const after = await world.file((await world.ready()).id);
  expect(after.findings.map(({ title }: Json) => title)).toEqual(expect.arrayContaining(['is new', 'was renamed']));
  expect(after.attempts).not.toEqual(before.attempts);
});
