import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '#src/platform/context.ts';
import type { LogScope } from '#src/platform/events.ts';
import { openLog } from '#src/platform/log.ts';
import { redisWakeups } from '#src/platform/pubsub.ts';
import { StartupError } from '#src/platform/startup-error.ts';
import { openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { privateRedis } from '#test/kit/ask-service.ts';
import { startTcpServer } from '#test/kit/http-server.ts';
import type { RedisService } from '#test/kit/redis.ts';
import { begin, newTarget } from '#test/kit/scan.ts';
import { until } from '#test/kit/until.ts';

// Two systems share a database and a Redis of this file's own. One writes, the other follows.

let redis: RedisService;
let writer: TestSystem;
let reader: TestSystem;
let target: string;
let scope: LogScope;
beforeAll(async () => {
  redis = await privateRedis();
  writer = await openTestSystem({ redisUrl: redis.url });
  reader = await openTestSystem({ redisUrl: redis.url, databaseUrl: writer.databaseUrl });
  target = await newTarget(writer.ctx, 'https://example.com/v1');
});
afterAll(async () => {
  await reader[Symbol.asyncDispose]();
  await writer[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});
beforeEach(async () => {
  scope = { tenantId: writer.ctx.actor.tenantId, scanId: await begin(writer.ctx, target, 2) };
});

async function append(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    await writer.app.system.transaction((tx) => writer.app.events.append(tx, scope, [{ type: 'progress', body: {} }]));
    writer.app.events.committed(scope);
  }
}

/** The numbers that a follower in the other system has seen, as they come. */
function follow(): { seen: bigint[]; stop(): Promise<void> } {
  const seen: bigint[] = [];
  const stop = new AbortController();
  const done = (async () => {
    for await (const batch of reader.app.events.follow(scope, null, stop.signal))
      seen.push(...batch.map((event) => event.sequence));
  })();
  return {
    seen,
    async stop() {
      stop.abort();
      await done;
    },
  };
}

/** All that was written is there, each number once and in order. */
async function expectAll(follower: { seen: bigint[] }): Promise<void> {
  const [scan] = await writer.app.system.query<{ last: bigint }>(
    'select last_sequence as last from scans where id = $1',
    [scope.scanId],
  );
  await until('all events have come', () => follower.seen.at(-1) === scan!.last, 5000);
  expect(follower.seen).toEqual(follower.seen.map((_, i) => BigInt(i + 1)));
}

/** Whether a wake-up goes from one system to the other. */
function woken(from: App, to: App): Promise<true> {
  const heard = Promise.withResolvers<void>();
  const stop = to.wakeups.listen('test', () => heard.resolve());
  let done = false;
  heard.promise.then(() => {
    done = true;
  });
  return until('a wake-up arrives', () => {
    from.wakeups.wake('test');
    return done;
  }).finally(stop) as Promise<true>;
}

describe('wake-ups over Redis', () => {
  it('arrive in the other system and in this one, and only for their topic', async () => {
    await woken(writer.app, reader.app);
    await woken(writer.app, writer.app);
    const heard: string[] = [];
    const stop = [
      reader.app.wakeups.listen('other', () => heard.push('other')),
      reader.app.wakeups.listen('this', () => heard.push('this')),
    ];
    writer.app.wakeups.wake('this');
    await until('it is heard', () => heard.length > 0);
    for (const end of stop) end();
    writer.app.wakeups.wake('this');
    await woken(writer.app, reader.app);
    expect(heard).toEqual(['this']);
  });

  it('bring an event to the other system long before its poll', async () => {
    const follower = follow();
    await until('it follows', () => follower.seen.length === 1);
    const started = performance.now();
    for (let i = 2; i <= 11; i += 1) {
      await append(1);
      await until('the event is there', () => follower.seen.length === i);
    }
    await follower.stop();
    // Ten polls would take ten seconds.
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('a Redis that fails', () => {
  it('by being killed and started again, loses, doubles and reorders nothing', async () => {
    const follower = follow();
    await append(200);
    await redis.kill();
    await append(200);
    await expectAll(follower);
    expect(reader.app.wakeups.healthy()).toBe(false);
    await redis.restart();
    await append(200);
    await expectAll(follower);
    await until('both are connected again', () => [reader, writer].every(({ app }) => app.wakeups.healthy()));
    await woken(writer.app, reader.app);
    await follower.stop();
  });

  it('by answering nobody for three seconds, holds up no writer, and loses, doubles and reorders nothing', async () => {
    const follower = follow();
    await append(50);
    redis.freeze();
    const end = performance.now() + 3000;
    let longest = 0;
    try {
      while (performance.now() < end) {
        const before = performance.now();
        await append(1);
        longest = Math.max(longest, performance.now() - before);
      }
      await expectAll(follower);
      expect(writer.app.wakeups.healthy()).toBe(false);
    } finally {
      redis.thaw();
    }
    await append(50);
    await expectAll(follower);
    await until('both are connected again', () => [reader, writer].every(({ app }) => app.wakeups.healthy()));
    await woken(writer.app, reader.app);
    await follower.stop();
    expect(longest).toBeLessThan(1000);
  });

  it('at the start is a sentence for the operator, with no connection left behind', async () => {
    const log = openLog({ level: 'silent' });
    const refusal = (url: string) => redisWakeups(url, log, 300).catch((error: Error) => error);
    expect(await refusal('redis://127.0.0.1:1')).toMatchObject({
      message: expect.stringMatching(/ECONNREFUSED.*REDIS_URL/),
    });
    const locked = await refusal(redis.url.replace(/:[0-9a-f]+@/, ':wrong-password@'));
    expect(locked).toBeInstanceOf(StartupError);
    expect(locked).toMatchObject({ message: expect.stringMatching(/WRONGPASS.*REDIS_URL/) });
    expect(JSON.stringify(locked)).not.toContain('wrong-password');
    let open = 0;
    const silent = await startTcpServer((socket) => {
      open += 1;
      socket.resume().on('close', () => {
        open -= 1;
      });
    });
    expect(await refusal(silent.url.replace('http', 'redis'))).toMatchObject({
      message: expect.stringContaining('no answer within 0.3 s'),
    });
    expect(silent.connections()).toBe(2);
    await until('both connections are closed', () => open === 0, 1000);
    await silent.close();
  });
});
