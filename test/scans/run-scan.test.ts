import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { type ModelServer, startModelServer } from '#test/kit/model-server.ts';
import { begin, expectWhole, newTarget, obey, REFUSAL, untilEnd } from '#test/kit/scan.ts';

let system: TestSystem;
let bot: ModelServer;
beforeAll(async () => {
  system = await openTestSystem({ worker: true });
  bot = await startModelServer({
    reply: (messages) => (messages.at(-1)?.content?.startsWith('Hello') ? REFUSAL : obey(messages)),
  });
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await bot.close();
});

describe('a scan', () => {
  it('goes through its states, and its counts say what was found', async () => {
    const scanId = await begin(system.ctx, await newTarget(system.ctx, bot.url), 20);
    const scan = await untilEnd(system.ctx, scanId);
    expect(scan).toMatchObject({
      status: 'completed',
      planned: 20,
      vulnerable: 10,
      resistant: 10,
      finding_count: 1,
      partial: false,
    });
    await expectWhole(system.ctx, scanId);
  });
});
