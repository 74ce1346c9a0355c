import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LogEntry } from '#src/platform/events.ts';
import { openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { sharedRedis } from '#test/kit/ask-service.ts';
import { type ModelServer, startModelServer } from '#test/kit/model-server.ts';
import { begin, eventsOf, expectWhole, newTarget, obey, PROBE, REFUSAL, scanRow } from '#test/kit/scan.ts';
import { until } from '#test/kit/until.ts';
import { startWorkerProcess, type WorkerProcess } from '#test/kit/worker-process.ts';

const KILLS = 10;
const ALONE = 3;
const CONCURRENCY = 8;
/** Single turns and conversations. */
const PROBES = [PROBE, 'jailbreak-roleplay', 'crescendo-build-up'];

let system: TestSystem;
let redisUrl: string;
let bot: ModelServer;
/** Bodies of requests that are on the line at the moment. */
const open = new Map<string, number>();
/** The bot answers so many requests between two kills, however slow the machine is: the scan outlives them all. */
const BETWEEN_KILLS = 24;
let left = 0;
let more = Promise.withResolvers<void>();

function allow(answers: number): void {
  left = answers;
  more.resolve();
  more = Promise.withResolvers<void>();
}

beforeAll(async () => {
  redisUrl = await sharedRedis();
  // No worker in this process: it starts the scan, and follows it through Redis.
  system = await openTestSystem({ redisUrl });
  bot = await startModelServer({
    async reply(messages, { body }) {
      const key = JSON.stringify(body.messages);
      open.set(key, (open.get(key) ?? 0) + 1);
      while (left <= 0) await more.promise;
      left -= 1;
      await new Promise((resolve) => setTimeout(resolve, 150));
      open.set(key, open.get(key)! - 1);
      return messages.at(-1)?.content?.startsWith('Hello') ? REFUSAL : obey(messages);
    },
  });
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await bot.close();
});

const start = () => startWorkerProcess(system.databaseUrl, redisUrl);
const onTheLine = () => [...open].filter(([, count]) => count > 0).map(([body]) => body);

it('a worker that is killed ten times in one scan costs no attempt, doubles none, and breaks no log', {
  timeout: 150_000,
}, async () => {
  const target = await newTarget(system.ctx, bot.url, { concurrency: CONCURRENCY });
  const scanId = await begin(system.ctx, target, 120, PROBES);
  const following = eventsOf(system.ctx, scanId, 140_000);
  const cut: string[] = [];
  const workers: WorkerProcess[] = [await start()];
  let longestGap = 0;
  for (let kills = 0; kills < KILLS; kills += 1) {
    // Alone at first, so that nothing goes on without it; then one of two, so that the other takes over.
    const alone = kills < ALONE;
    const replacement = alone ? null : start();
    allow(BETWEEN_KILLS);
    // In the middle of its work, and further in with each kill.
    await until('answers are given', () => left < BETWEEN_KILLS - 2 * kills && onTheLine().length > 0, 15_000);
    await workers.shift()!.kill();
    const killed = performance.now();
    if (alone) cut.push(...onTheLine());
    workers.push(await (replacement ?? start()));
    allow(BETWEEN_KILLS);
    await until('somebody goes on', () => left < BETWEEN_KILLS, 15_000);
    longestGap = Math.max(longestGap, performance.now() - killed);
    if (kills === ALONE - 1) workers.push(await start());
    expect((await scanRow(system.ctx, scanId)).status, `after ${kills + 1} kills`).toBe('running');
  }
  allow(Number.POSITIVE_INFINITY);
  const events = await following;
  const row = await scanRow(system.ctx, scanId);
  for (const worker of workers) expect(await worker.stop()).toBe(0);

  expect(row).toMatchObject({ status: 'completed', partial: false, failed: 0, finding_count: expect.any(Number) });
  await expectWhole(system.ctx, scanId);
  expectOnce(events);
  const attempts = await system.app.system.query<{ claims: number; opinions: number; verdicts: number }>(
    `select a.claims, (select count(*)::int from opinions o where o.attempt_id = a.id) as opinions, (select count(*)::int from verdicts v where v.attempt_id = a.id) as verdicts
     from attempts a where scan_id = $1`,
    [scanId],
  );
  expect(attempts).toHaveLength(row.planned);
  expect(new Set(attempts.map(({ opinions, verdicts }) => `${opinions} ${verdicts}`))).toEqual(new Set(['3 1']));
  expect(attempts.filter(({ claims }) => claims > 1).length).toBeGreaterThan(0);
  // What was on the line when nobody was left was asked again, with the same words.
  expect(cut.length).toBeGreaterThan(0);
  const asked = Map.groupBy(bot.requests, ({ body }) => JSON.stringify(body.messages));
  for (const body of cut) expect(asked.get(body)!.length).toBeGreaterThan(1);
  expect(bot.mostOpen()).toBeLessThanOrEqual(CONCURRENCY);
  expect(longestGap).toBeLessThan(15_000);
});

it('a worker that was frozen for longer than its lease, and comes back, adds nothing', {
  timeout: 60_000,
}, async () => {
  allow(Number.POSITIVE_INFINITY);
  await using frozen = await start();
  const scanId = await begin(system.ctx, await newTarget(system.ctx, bot.url, { concurrency: CONCURRENCY }), 60);
  await until('requests are on the line', () => onTheLine().length > 0, 15_000);
  process.kill(frozen.pid, 'SIGSTOP');
  await using other = await start();
  const gone = async () =>
    (await system.app.system.query('select 1 from attempts where scan_id = $1 and claims > 1', [scanId])).length > 0;
  await until('its work is done again', gone, 15_000);
  process.kill(frozen.pid, 'SIGCONT');
  const events = await eventsOf(system.ctx, scanId, 30_000);
  expect(await scanRow(system.ctx, scanId)).toMatchObject({
    status: 'completed',
    planned: 60,
    judged: 60,
    failed: 0,
    partial: false,
  });
  await expectWhole(system.ctx, scanId);
  expectOnce(events);
  expect(await other.stop()).toBe(0);
  expect(await frozen.stop()).toBe(0);
});

/** Followed through everything from another process: each number once, in order, and one end. */
function expectOnce(events: readonly LogEntry[]): void {
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, i) => BigInt(i + 1)));
  const statuses = events.filter(({ type }) => type === 'status').map(({ body }) => body.status);
  expect(statuses).toEqual(['queued', 'running', 'judging', 'completed']);
  const counts = events
    .filter(({ type }) => type === 'progress')
    .map(({ body }) => (body.counts as { judged: number }).judged);
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));
}
