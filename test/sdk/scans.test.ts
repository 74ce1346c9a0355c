import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient } from '#sdk/index.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { collect } from '#test/kit/ask.ts';
import { type ModelServer, type ModelServerReply, startModelServer } from '#test/kit/model-server.ts';
import { obey, PROBE, REFUSAL } from '#test/kit/scan.ts';
import { seed } from '#test/kit/seed.ts';

let system: TestSystem;
let client: Client;
let bot: ModelServer;
let reply: (messages: Parameters<typeof obey>[0]) => ModelServerReply = obey;
beforeAll(async () => {
  system = await startTestSystem({ worker: true });
  client = createClient({ url: system.url, token: OWNER });
  bot = await startModelServer({ reply: (messages) => reply(messages) });
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await bot.close();
});

describe('client.scans', () => {
  it('estimates, reruns, compares, retries, lists and deletes', async () => {
    const { id: targetId } = await client.targets.create({ name: 'Bot', url: bot.url, llm: { retries: 0 } });
    const input = { targetId, probeIds: [PROBE] };
    expect(await client.scans.estimate(input)).toMatchObject({
      attempts: 2,
      calls: { low: 2, high: 2 },
      costUsd: null,
    });

    const first = await client.scans.wait((await client.scans.start(input)).id);
    reply = () => ({ status: 400 });
    const second = await client.scans.wait((await client.scans.rerun(first.id)).id);
    expect(second.counts).toMatchObject({ planned: 2, inconclusive: 2 });
    const undecided = await client.scans.diff(first.id, second.id);
    expect(undecided.undecided).toMatchObject([{ probeId: PROBE }]);
    expect(undecided.fixed).toEqual([]);

    reply = () => REFUSAL;
    const third = await client.scans.wait((await client.scans.retryInconclusive(second.id)).id);
    expect(third.counts).toMatchObject({ planned: 2, resistant: 2 });
    expect((await client.scans.diff(first.id, third.id)).fixed).toMatchObject([{ probeId: PROBE, status: 'RESOLVED' }]);
    await expect(client.scans.retryInconclusive(third.id)).rejects.toMatchObject({ code: 'nothing_inconclusive' });

    const listed = async () => (await collect(client.scans.list({ targetId }))).map((scan) => scan.id);
    expect(await listed()).toEqual([third.id, second.id, first.id]);
    expect(await client.scans.delete(first.id)).toMatchObject({ id: first.id, deletedFindings: 1, keptFindings: 0 });
    expect(await listed()).toEqual([third.id, second.id]);
  });

  it('reads a diff to its end, over the pages that it takes', async () => {
    const tenant = await seed(system.app).defaultTenant();
    const [base, head] = [await tenant.scan({ status: 'completed' }), await tenant.scan({ status: 'completed' })];
    for (let i = 0; i < 130; i += 1) await head.finding();
    for (let i = 0; i < 3; i += 1) await base.finding();
    const diff = await client.scans.diff(base.publicId, head.publicId);
    expect(new Set(diff.new.map((finding) => finding.id)).size).toBe(130);
    // The head has attempts of their probe, and no sighting of theirs.
    expect(diff.undecided).toHaveLength(3);
  });
});
