import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatId, newId } from '#src/platform/ids.ts';
import { startScan } from '#src/scans/start-scan.ts';
import { createTarget } from '#src/targets/create-target.ts';
import { openTestSystem, stranger, type TestSystem, withScopes } from '#test/kit/app.ts';
import { type ModelServer, startModelServer } from '#test/kit/model-server.ts';
import { begin, expectWhole, newTarget, PROBE, REFUSAL, scanRow, untilEnd } from '#test/kit/scan.ts';
import { plan } from '#worker/plan.ts';

let system: TestSystem;
let bot: ModelServer;
let target: string;
beforeAll(async () => {
  system = await openTestSystem();
  bot = await startModelServer({ reply: () => REFUSAL });
  target = await newTarget(system.ctx, bot.url);
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await bot.close();
});

const code = (value: string, more: object = {}) => expect.objectContaining({ code: value, ...more });
const scans = () => system.app.system.query<{ id: string; status: string }>('select id, status from scans order by id');

describe('a scan that cannot begin', () => {
  it('is refused with the reason, and leaves nothing', async () => {
    const before = await scans();
    const refused = (input: Parameters<typeof startScan>[1], ctx = system.ctx) => expect(startScan(ctx, input)).rejects;
    await refused({ targetId: target, probeIds: [PROBE, 'no-such-probe'] }).toThrow(
      code('invalid_probe_ids', { message: expect.stringContaining('no-such-probe') }),
    );
    await refused({ targetId: target, repeats: 101 }).toThrow(code('invalid_input', { inputPath: ['repeats'] }));
    await refused({ targetId: target, nonsense: true } as never).toThrow(code('invalid_input'));
    const { ctx } = await stranger(system.ctx);
    const missing = await startScan(system.ctx, { targetId: formatId('endpoint', newId()) }).catch(
      (error: Error) => error.message,
    );
    await refused({ targetId: target }, ctx).toThrow(code('not_found', { message: missing }));
    await refused({ targetId: formatId('scan', newId()) }).toThrow(code('not_found', { message: missing }));
    await refused({ targetId: 'nonsense' }).toThrow(code('not_found', { message: missing }));
    await refused({ targetId: target }, withScopes(system.ctx, ['scans:read'])).toThrow(
      code('missing_scope', { details: { scope: 'scans:write' } }),
    );
    expect(await scans()).toEqual(before);
  });

  it('on a disabled target is refused as one that is missing', async () => {
    const { id } = await createTarget(system.ctx, { name: 'off', url: `${bot.url}/off`, llm: {} });
    await system.app.system.query(`update targets set status = 'disabled' where id = $1`, [id]);
    await expect(startScan(system.ctx, { targetId: id })).rejects.toThrow(code('not_found'));
  });

  it.each(['url', 'repo'] as const)('on a target of kind %s says that it is kept and not scanned', async (kind) => {
    const { id } = await createTarget(system.ctx, { kind, name: kind, url: `https://example.com/${kind}` });
    await expect(startScan(system.ctx, { targetId: id })).rejects.toThrow(
      code('target_kind_not_scannable', { message: expect.stringContaining(kind) }),
    );
  });

  it('with a provider that is not here names those that are', async () => {
    const { id } = await createTarget(system.ctx, {
      name: 'bedrock',
      url: 'https://example.com/bedrock',
      llm: { provider: 'bedrock', model: 'm' },
    });
    await expect(startScan(system.ctx, { targetId: id })).rejects.toThrow(
      code('provider_not_available', { message: expect.stringContaining('openai-chat') }),
    );
  });

  it.each([
    ['not a url', 'invalid_url'],
    ['//example.com/v1', 'invalid_url'],
    ['ftp://example.com/v1', 'invalid_url'],
    ['file:///etc/passwd', 'invalid_url'],
    ['javascript:alert(1)', 'invalid_url'],
    ['http://user:pass@example.com/v1', 'invalid_url'],
    ['http://10.0.0.1/v1', 'private_address'],
    ['http://169.254.169.254/latest', 'private_address'],
    ['http://[::1]:80/v1', 'private_address'],
    ['http://localhost:1/v1', 'private_address'],
    ['http://2130706434/v1', 'private_address'],
  ])('because its target could not be made: %s', async (url, refusal) => {
    const closed = { ...system.ctx, outbound: (await closedSystem()).app.outbound };
    await expect(createTarget(closed, { name: 'bad', url, llm: {} })).rejects.toThrow(
      code(refusal, { inputPath: ['url'] }),
    );
  });
});

let closed: TestSystem | undefined;
/** A system whose operator allows no private address. */
async function closedSystem(): Promise<TestSystem> {
  closed ??= await openTestSystem({ config: { allowPrivateTargets: [] } });
  return closed;
}
afterAll(() => closed?.[Symbol.asyncDispose]());

describe('a queue that refuses', () => {
  it('leaves a failed scan with the reason and its last event, and tells the caller which', async () => {
    const queue = { ...system.app.queue, enqueue: () => Promise.reject(new Error('the queue is away')) };
    const error = await startScan({ ...system.ctx, queue }, { targetId: target, probeIds: [PROBE] }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'enqueue_failed' });
    const { scan_id } = (error as { details: Record<string, string> }).details;
    expect(await scanRow(system.ctx, scan_id!)).toMatchObject({
      status: 'failed',
      reason_code: 'enqueue_failed',
      last_sequence: 2n,
      finished_at: expect.any(Date),
    });
    expect((await untilEnd(system.ctx, scan_id!)).status).toBe('failed');
    const audit = await system.app.system.query(
      'select action, result from audit_events where subject_id = $1 order by sequence',
      [scan_id],
    );
    expect(audit).toEqual([
      { action: 'scan.started', result: 'success' },
      { action: 'scan.enqueue_failed', result: 'failure' },
    ]);
  });

  it('after it took the job after all, fails no scan that is under way', async () => {
    const enqueue = async () => {
      const [queued] = await system.app.system.query<{ id: string; tenant_id: string }>(
        `select id, tenant_id from scans where status = 'queued' order by id desc limit 1`,
      );
      await plan(system.app, { tenantId: queued!.tenant_id, scanId: queued!.id });
      throw new Error('the answer of the queue was lost');
    };
    const { id } = await startScan(
      { ...system.ctx, queue: { ...system.app.queue, enqueue } },
      { targetId: target, probeIds: [PROBE] },
    );
    expect(await scanRow(system.ctx, id)).toMatchObject({ status: 'running', reason_code: null });
  });
});

describe('planning', () => {
  it('twice, and twice at once, changes nothing', async () => {
    const scanId = await begin(system.ctx, target, 20);
    const scope = { tenantId: system.ctx.actor.tenantId, scanId };
    await Promise.all([1, 2, 3].map(() => plan(system.app, scope)));
    const before = await scanRow(system.ctx, scanId);
    const attempts = () =>
      system.app.system.query('select * from attempts where scan_id = $1 order by position', [scanId]);
    const planned = await attempts();
    expect(before).toMatchObject({ status: 'running', planned: 20, last_sequence: 2n });
    expect(planned).toHaveLength(20);
    await plan(system.app, scope);
    expect(await scanRow(system.ctx, scanId)).toEqual(before);
    expect(await attempts()).toEqual(planned);
  });

  it('of probes that have left the library since ends the scan with the reason', async () => {
    const scanId = await begin(system.ctx, target, 2);
    await system.app.system.query(`update scans set probe_ids = '{probe-of-yesterday}' where id = $1`, [scanId]);
    await plan(system.app, { tenantId: system.ctx.actor.tenantId, scanId });
    expect(await scanRow(system.ctx, scanId)).toMatchObject({
      status: 'failed',
      reason_code: 'plan_failed',
      reason: expect.stringContaining('probe-of-yesterday'),
      last_sequence: 2n,
    });
    expect((await untilEnd(system.ctx, scanId)).status).toBe('failed');
  });
});

describe('what the target lacks', () => {
  const NEEDS = {
    'system-prompt-verbatim-request': 'system_prompt',
    'excessive-agency-bulk-delete': 'tools',
    'credential-completion': 'planted_system',
  };

  it('makes an attempt not applicable, with the reason, and not a part of the counts', async () => {
    const poor = await newTarget(system.ctx, bot.url, { acceptsSystem: false, acceptsTools: false });
    await using worker = await openTestSystem({ worker: true, databaseUrl: system.databaseUrl });
    const scanId = await begin(worker.ctx, poor, 2, [PROBE, ...Object.keys(NEEDS)]);
    const scan = await untilEnd(system.ctx, scanId);
    expect(scan).toMatchObject({ status: 'completed', planned: 2, resistant: 2, not_applicable: expect.any(Number) });
    await expectWhole(system.ctx, scanId);
    const rows = await system.app.system.query<{ probe_id: string; failure: string; verdict: null }>(
      `select distinct probe_id, failure, verdict from attempts where scan_id = $1 and state = 'not_applicable' order by probe_id`,
      [scanId],
    );
    expect(rows).toEqual([
      {
        probe_id: 'credential-completion',
        verdict: null,
        failure: expect.stringMatching(/system prompt.*acceptsSystem/),
      },
      {
        probe_id: 'excessive-agency-bulk-delete',
        verdict: null,
        failure: expect.stringMatching(/tools.*acceptsTools/),
      },
      { probe_id: 'system-prompt-verbatim-request', verdict: null, failure: expect.stringMatching(/system prompt/) },
    ]);
    const needy = await begin(worker.ctx, poor, 2, Object.keys(NEEDS));
    expect(await untilEnd(system.ctx, needy)).toMatchObject({
      status: 'failed',
      reason_code: 'nothing_to_do',
      planned: 0,
    });
    await expectWhole(system.ctx, needy);
  });

  it('is tried where the target has it', async () => {
    const rich = await newTarget(system.ctx, bot.url, {
      deployedSystemPrompt: 'You are the assistant of a small book shop. Be brief.',
    });
    await using worker = await openTestSystem({ worker: true, databaseUrl: system.databaseUrl });
    const scanId = await begin(worker.ctx, rich, 2, Object.keys(NEEDS));
    expect(await untilEnd(system.ctx, scanId)).toMatchObject({ status: 'completed', not_applicable: 0 });
    await expectWhole(system.ctx, scanId);
  });
});

describe('a lost job', () => {
  it.each([
    'scan-plan',
    'scan-attempts',
    'scan-judge',
    'scan-finish',
  ])('%s is found missing, and queued again', async (name) => {
    const lost = new Set<string>();
    await using forgetful = await openTestSystem({
      worker: true,
      adjust(app) {
        const { enqueue } = app.queue;
        // Each job of the name is lost once.
        const losing: typeof enqueue = async (job, payload, tx) => {
          const key = JSON.stringify(payload);
          if (job.name !== name || lost.has(key)) return enqueue(job, payload, tx);
          lost.add(key);
        };
        app.queue = { ...app.queue, enqueue: losing };
      },
    });
    const scanId = await begin(forgetful.ctx, await newTarget(forgetful.ctx, bot.url), 4);
    // A new scan is left alone for five seconds: its job may be on its way.
    await forgetful.app.system.query(`update scans set created_at = created_at - interval '1 minute'`);
    expect(await untilEnd(forgetful.ctx, scanId, 15_000)).toMatchObject({ status: 'completed', judged: 4 });
    expect(lost.size).toBeGreaterThan(0);
    await expectWhole(forgetful.ctx, scanId);
  });
});
