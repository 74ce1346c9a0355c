import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formatId, newId, parseId } from '#src/platform/ids.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { type ModelServer, startModelServer } from '#test/kit/model-server.ts';
import { mutate } from '#test/kit/mutate.ts';
import { begin, newTarget, obey, untilEnd } from '#test/kit/scan.ts';
import { type SeededTenant, seed } from '#test/kit/seed.ts';
import { until } from '#test/kit/until.ts';

let system: TestSystem;
let tenant: SeededTenant;
let bot: ModelServer;
let target: string;
beforeAll(async () => {
  system = await startTestSystem({ worker: true });
  tenant = await seed(system.app).defaultTenant();
  bot = await startModelServer({ reply: obey });
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await bot.close();
});
beforeEach(async () => {
  target = await newTarget(system.ctx, bot.url);
});

/** A scan of the target that ended, with one finding. */
async function scanned(): Promise<string> {
  const id = await begin(system.ctx, target, 2);
  await untilEnd(system.ctx, id);
  return formatId('scan', id);
}

const remove = (scanId: string): Promise<Json> =>
  mutate(system, 'deleteScan', { scanId }, 'scanId deletedFindings keptFindings');

/** The findings of the target as the API shows them, with the scans that they rest on. */
async function findings(): Promise<Json[]> {
  const query = `query($id: ID!) { findings(filter: { targetId: $id }) { nodes { id status evidenceLine
    occurrences { nodes { scan { id } } } evidence { nodes { scanId excerpt } } } } }`;
  const { nodes } = (await dataOf(ask(system, OWNER, query, { id: target }))).findings;
  return nodes.map((node: Json) => ({
    ...node,
    occurrences: node.occurrences.nodes.map((row: Json) => row.scan.id),
    evidence: [...new Set(node.evidence.nodes.map((row: Json) => row.scanId))],
    excerpts: node.evidence.nodes.map((row: Json) => row.excerpt),
  }));
}

async function rowsOf(scanId: string): Promise<Json> {
  const id = parseId('scan', scanId);
  const [row] = await system.app.system.query(
    `select (select count(*)::int from attempts where scan_id = $1) as attempts, (select count(*)::int from verdicts where scan_id = $1) as verdicts,
       (select count(*)::int from scan_events where scan_id = $1) as events, (select count(*)::int from occurrences where scan_id = $1) as occurrences,
       (select count(*)::int from finding_evidence where scan_id = $1) as evidence, (select count(*)::int from scans where id = $1) as scans`,
    [id],
  );
  return row;
}

describe('deleteScan', () => {
  it('takes everything of the scan, and a finding that no other scan saw', async () => {
    const scan = await scanned();
    const [before] = await findings();
    expect(await rowsOf(scan)).toMatchObject({ attempts: 2, verdicts: 2, occurrences: 1, scans: 1 });
    expect(await remove(scan)).toMatchObject({ scanId: scan, deletedFindings: 1, keptFindings: 0 });
    const nothing = { attempts: 0, verdicts: 0, events: 0, occurrences: 0, evidence: 0, scans: 0 };
    expect(await rowsOf(scan)).toEqual(nothing);
    expect(await findings()).toEqual([]);
    const { body } = await ask(system, OWNER, '{ node(id: "ID") { id } }'.replace('ID', before.id));
    expect(body.data.node).toBeNull();
    const audit = await system.app.system.query(
      'select action, detail from audit_events where subject_id = $1 order by sequence desc limit 1',
      [parseId('scan', scan)],
    );
    expect(audit).toEqual([{ action: 'scan.deleted', detail: { deletedFindings: 1, keptFindings: 0 } }]);
    expect(await remove(scan)).toMatchObject({ __typename: 'NotFoundProblem', code: 'not_found' });
  });

  it('leaves a finding that another scan saw, on the evidence of that one', async () => {
    const [first, second, third] = [await scanned(), await scanned(), await scanned()];
    const [whole] = await findings();
    expect(whole.occurrences).toEqual([third, second, first]);
    expect(await remove(third)).toMatchObject({ deletedFindings: 0, keptFindings: 1 });
    const [kept] = await findings();
    expect(kept).toMatchObject({ id: whole.id, status: 'OPEN', occurrences: [second, first] });
    expect(kept.evidence.sort()).toEqual([first, second].sort());
    // The line quotes an answer that is still there.
    const quoted = /“(.*)”$/.exec(kept.evidenceLine)![1];
    expect(kept.excerpts).toContain(quoted);
    expect(kept.evidenceLine).not.toBe(whole.evidenceLine);
    await remove(first);
    expect(await findings()).toMatchObject([{ id: whole.id, occurrences: [second], evidence: [second] }]);
    const rows = await system.app.system.query('select first_scan_id, last_scan_id from findings where id = $1', [
      parseId('finding', whole.id),
    ]);
    const id = parseId('scan', second!);
    expect(rows).toEqual([{ first_scan_id: id, last_scan_id: id }]);
    expect(await remove(second!)).toMatchObject({ deletedFindings: 1 });
  });

  it.each([
    'accepted',
    'false_positive',
  ])('leaves what somebody decided: a finding that is %s is not raised anew', async (status) => {
    const scan = await scanned();
    const [finding] = await findings();
    await system.app.system.query(`update findings set status = $2::finding_status where id = $1`, [
      parseId('finding', finding.id),
      status,
    ]);
    expect(await remove(scan)).toMatchObject({ deletedFindings: 0, keptFindings: 1 });
    expect(await findings()).toMatchObject([{ id: finding.id, occurrences: [], evidence: [] }]);
    await scanned();
    expect(await findings()).toMatchObject([{ id: finding.id, status: status.toUpperCase() }]);
  });

  it.each(['queued', 'running', 'judging'] as const)('is refused while the scan is %s', async (status) => {
    const scan = await tenant.scan({ status, attempts: 1 });
    const refused = await remove(scan.publicId);
    expect(refused).toMatchObject({ __typename: 'ConflictProblem', code: 'scan_busy', retry: true });
    expect(refused.message).toMatch(/Cancel it first/);
    expect((await rowsOf(scan.publicId)).scans).toBe(1);
    await scan.status('cancelled');
    expect((await remove(scan.publicId)).scanId).toBe(scan.publicId);
  });

  it('is refused until the workers of a cancelled scan let go, or are dead', async () => {
    const scan = await tenant.scan({ status: 'cancelled', attempts: 1 });
    await system.app.system.query(
      `insert into lanes (tenant_id, id, scan_id, target_id, stage, slots, lease_until) values ($1, $2, $3, $4, 'send', 1, now() + interval '1 hour')`,
      [tenant.id, newId(), scan.id, scan.target.id],
    );
    expect(await remove(scan.publicId)).toMatchObject({ code: 'scan_busy', retry: true });
    expect((await rowsOf(scan.publicId)).scans).toBe(1);
    await system.app.system.query('update lanes set lease_until = now() where scan_id = $1', [scan.id]);
    expect((await remove(scan.publicId)).scanId).toBe(scan.publicId);
  });

  it('follows upon a cancellation within moments, whatever was under way', async () => {
    const hanging = await startModelServer({ reply: () => new Promise(() => {}) });
    const of = await newTarget(system.ctx, hanging.url);
    const scanId = formatId('scan', await begin(system.ctx, of, 20));
    await until('requests hang', () => hanging.requests.length > 0);
    await mutate(system, 'cancelScan', { scanId }, 'scan { id }');
    await until('it is deleted', async () => {
      const { code = 'deleted' } = await remove(scanId);
      expect(['scan_busy', 'deleted']).toContain(code);
      return code === 'deleted';
    });
    expect((await rowsOf(scanId)).attempts).toBe(0);
    await hanging.close();
  });

  it('tells a follower of its events that they are gone', async () => {
    const scan = await scanned();
    const query = 'query($id: ID!) { scan(id: $id) { cursor } }';
    const { cursor } = (await dataOf(ask(system, OWNER, query, { id: scan }))).scan;
    await remove(scan);
    const scope = { tenantId: tenant.id, scanId: parseId('scan', scan) };
    await expect(system.app.events.read(scope, cursor, 10)).rejects.toMatchObject({ code: 'cursor_lost' });
  });
});
