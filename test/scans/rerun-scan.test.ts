import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formatId, newId, parseId } from '#src/platform/ids.ts';
import { startScan } from '#src/scans/start-scan.ts';
import { OWNER, startTestSystem, stranger, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { type ModelServer, startModelServer } from '#test/kit/model-server.ts';
import { mutate } from '#test/kit/mutate.ts';
import { begin, expectWhole, newTarget, obey, PROBE, REFUSAL, untilEnd } from '#test/kit/scan.ts';
import { seed } from '#test/kit/seed.ts';

let system: TestSystem;
let bot: ModelServer;
/** Down: no answer to the second variant of the probe. */
let behaviour: 'falls' | 'resists' | 'down' = 'falls';
let target: string;
beforeAll(async () => {
  system = await startTestSystem({ worker: true });
  bot = await startModelServer({
    reply(messages) {
      if (behaviour === 'down' && messages.at(-1)?.content?.startsWith('Hello')) return { status: 400 };
      return behaviour === 'falls' ? obey(messages) : REFUSAL;
    },
  });
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await bot.close();
});
beforeEach(async () => {
  target = await newTarget(system.ctx, bot.url, { retries: 0 });
});

const OTHER = 'system-prompt-verbatim-request';
const SCAN = 'scan { id status origin originScanId probeIds repeats target { id } } cursor';

async function run(how: typeof behaviour, probeIds = [PROBE], repeats = 1): Promise<string> {
  behaviour = how;
  const { id } = await startScan(system.ctx, { targetId: target, probeIds, repeats });
  await untilEnd(system.ctx, id);
  return formatId('scan', id);
}

async function ended(publicId: string): Promise<Json> {
  const id = parseId('scan', publicId);
  await untilEnd(system.ctx, id);
  await expectWhole(system.ctx, id);
  const query = 'query($id: ID!) { scan(id: $id) { status counts { planned vulnerable resistant inconclusive } } }';
  return (await dataOf(ask(system, OWNER, query, { id: publicId }))).scan;
}

const findings = (): Promise<Json[]> =>
  system.app.system.query('select probe_id, status from findings where target_id = $1', [parseId('endpoint', target)]);

describe('rerunScan', () => {
  it('starts a new scan of the same target with the same probes and repeats, and leaves the old one', async () => {
    const old = await run('falls', [PROBE], 2);
    const { scan, cursor } = await mutate(system, 'rerunScan', { scanId: old }, SCAN);
    expect(scan).toMatchObject({
      probeIds: [PROBE],
      repeats: 2,
      target: { id: target },
      origin: 'RERUN',
      originScanId: old,
    });
    expect(scan.id).not.toBe(old);
    expect(cursor).toBeTruthy();
    const counts = { planned: 4, vulnerable: 4, resistant: 0, inconclusive: 0 };
    expect(await ended(scan.id)).toEqual({ status: 'COMPLETED', counts });
    expect(await ended(old)).toEqual({ status: 'COMPLETED', counts });
    const [row] = await system.app.system.query(
      'select action, detail from audit_events where subject_id = $1 order by sequence limit 1',
      [parseId('scan', scan.id)],
    );
    expect(row).toMatchObject({ action: 'scan.started', detail: { rerunOf: parseId('scan', old) } });
  });

  it('reruns the whole library when that was asked for', async () => {
    const old = (await startScan(system.ctx, { targetId: target })).id;
    await mutate(system, 'cancelScan', { scanId: old }, 'scan { id }');
    const { scan } = await mutate(system, 'rerunScan', { scanId: old }, SCAN);
    expect(scan.probeIds).toEqual([]);
    await mutate(system, 'cancelScan', { scanId: scan.id }, 'scan { id }');
  });

  it('is refused for a disabled target as starting is', async () => {
    const old = await run('falls');
    await mutate(system, 'disableTarget', { targetId: target }, 'target { id }');
    expect(await mutate(system, 'rerunScan', { scanId: old }, SCAN)).toMatchObject({ code: 'not_found' });
  });
});

describe('retryInconclusive', () => {
  it('asks again only the probes that were not decided, each of them whole', async () => {
    const old = await run('down', [PROBE, OTHER]);
    behaviour = 'resists';
    const { scan } = await mutate(system, 'retryInconclusive', { scanId: old }, SCAN);
    expect(scan).toMatchObject({ origin: 'RETRY', originScanId: old });
    expect(scan).toMatchObject({ probeIds: [PROBE], repeats: 1, target: { id: target } });
    expect(await ended(scan.id)).toMatchObject({
      counts: { planned: 2, resistant: 2 },
    });
  });

  it('resolves a finding only when the retry withstood all of its probe', async () => {
    await run('falls');
    expect(await findings()).toEqual([{ probe_id: PROBE, status: 'open' }]);
    const half = await run('down');
    expect(await findings()).toEqual([{ probe_id: PROBE, status: 'open' }]);
    behaviour = 'resists';
    const { scan } = await mutate(system, 'retryInconclusive', { scanId: half }, SCAN);
    await ended(scan.id);
    expect(await findings()).toEqual([{ probe_id: PROBE, status: 'resolved' }]);
  });

  it('asks what a cancelled scan did not come to', async () => {
    await using idle = await startTestSystem();
    const other = await newTarget(idle.ctx, bot.url);
    const scanId = formatId('scan', await begin(idle.ctx, other, 2));
    expect(await mutate(idle, 'retryInconclusive', { scanId }, SCAN)).toMatchObject({
      ...{ __typename: 'ConflictProblem', code: 'scan_busy', retry: true },
    });
    await idle.app.system.query(
      `insert into attempts (tenant_id, id, scan_id, position, probe_id, probe_version, probe_hash, variant, calls, reserved_tokens, state)
       values ($1, $2, $3, 0, $4, 1, 'hash', 'a', 1, 1, 'planned')`,
      [idle.ctx.actor.tenantId, newId(), parseId('scan', scanId), PROBE],
    );
    await mutate(idle, 'cancelScan', { scanId }, 'scan { id }');
    expect((await mutate(idle, 'retryInconclusive', { scanId }, SCAN)).scan.probeIds).toEqual([PROBE]);
  });

  it('says when there is nothing to ask again', async () => {
    const old = await run('falls');
    expect(await mutate(system, 'retryInconclusive', { scanId: old }, SCAN)).toMatchObject({
      ...{ __typename: 'ConflictProblem', code: 'nothing_inconclusive', retry: false },
    });
  });
});

describe('whoever may not', () => {
  it.each(['rerunScan', 'retryInconclusive', 'deleteScan'])('%s: is told nothing', async (name) => {
    const old = await run('falls');
    const tenant = await seed(system.app).defaultTenant();
    const { token } = await stranger(system.ctx);
    const asked = await mutate(system, name, { scanId: old }, '__typename', token);
    expect(asked).toEqual(await mutate(system, name, { scanId: formatId('scan', newId()) }, '__typename'));
    expect(asked.code).toBe('not_found');
    const reader = await tenant.token({ scopes: ['scans:read'] });
    const refused = await mutate(system, name, { scanId: old }, '__typename', reader.text);
    expect(refused).toMatchObject({ code: 'missing_scope', message: expect.stringContaining('scans:write') });
  });
});
