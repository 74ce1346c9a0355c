import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWebhook } from '#src/webhooks/create-webhook.ts';
import { openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { sharedRedis } from '#test/kit/ask-service.ts';
import { isSigned, type Receiver, startReceiver } from '#test/kit/receiver.ts';
import { sql } from '#test/kit/sql.ts';
import { until } from '#test/kit/until.ts';
import { startWorkerProcess } from '#test/kit/worker-process.ts';

const EVENTS = 40;
let system: TestSystem;
let receiver: Receiver;
let redisUrl: string;
beforeAll(async () => {
  redisUrl = await sharedRedis();
  system = await openTestSystem({ redisUrl });
  receiver = await startReceiver();
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

it('a worker that is killed in the middle of its deliveries loses none: each event arrives, under one id', {
  timeout: 200_000,
}, async () => {
  const { secret } = await createWebhook(system.ctx, { name: 'ops', url: receiver.url });
  const { app, ctx } = system;
  // The first worker has some on the line when it dies, and nobody ever hears of them.
  receiver.answer((_request, count) => (count <= 4 ? 'never' : { status: 200 }));
  const subject = (i: number) => `019a0000-0000-7000-8000-${String(i).padStart(12, '0')}`;
  for (let i = 0; i < EVENTS; i += 1) {
    await app.system.transaction((tx) =>
      app.events.appendTenant(tx, ctx.actor.tenantId, [{ kind: 'scan', action: 'completed', subjectId: subject(i) }]),
    );
  }
  {
    await using first = await startWorkerProcess(system.databaseUrl, redisUrl);
    await until('deliveries are on the line', () => receiver.received.length >= 4, 30_000);
    await first.kill();
  }
  const [stuck] = await sql<{ n: string }>(
    system.databaseUrl,
    `select count(*) as n from webhook_deliveries where state = 'pending' and attempt_count = 1`,
  );
  expect(Number(stuck!.n)).toBe(4);
  await using second = await startWorkerProcess(system.databaseUrl, redisUrl);
  await until(
    'all are delivered',
    async () =>
      (await sql(system.databaseUrl, `select 1 from webhook_deliveries where state = 'delivered'`)).length === EVENTS,
    100_000,
  );
  const byEvent = new Map<string, Set<string>>();
  for (const request of receiver.received) {
    expect(isSigned(request, secret!)).toBe(true);
    const { id, data } = JSON.parse(request.body) as { id: string; data: { scan_id: string } };
    expect(request.headers['x-tribunal-delivery']).toBe(id);
    byEvent.set(data.scan_id, (byEvent.get(data.scan_id) ?? new Set()).add(id));
  }
  expect(byEvent.size).toBe(EVENTS);
  expect([...byEvent.values()].every((ids) => ids.size === 1)).toBe(true);
  expect(second.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
