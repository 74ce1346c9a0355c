import fc from 'fast-check';
import { buildSchema, type ExecutionResult, type GraphQLSchema, parse } from 'graphql';
import { expect, it } from 'vitest';
import type { Ctx } from '#src/platform/context.ts';
import type { Frame, Outlet } from '#src/server/subscriptions/frame.ts';
import { operationOf } from '#src/server/subscriptions/operation.ts';
import { Streams } from '#src/server/subscriptions/streams.ts';
import { Subscription } from '#src/server/subscriptions/subscription.ts';
import { until } from '#test/kit/until.ts';

// A log of numbers behind a schema of its own, and readers that take and do not take as the test says.

class Log {
  length = 0;
  ended = false;
  opened = 0;
  open = 0;
  executed = 0;
  #news = Promise.withResolvers<void>();

  append(count: number): void {
    this.length += count;
    this.#announce();
  }

  end(): void {
    this.ended = true;
    this.#announce();
  }

  #announce(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }

  read(after: number): AsyncIterableIterator<{ n: number; cursor: string }> {
    let [at, stopped] = [after, false];
    const stop = Promise.withResolvers<void>();
    this.opened += 1;
    this.open += 1;
    const next = async (): Promise<IteratorResult<{ n: number; cursor: string }>> => {
      while (at >= this.length && !this.ended && !stopped) await Promise.race([this.#news.promise, stop.promise]);
      if (stopped || at >= this.length) return { done: true, value: undefined };
      at += 1;
      return { done: false, value: { n: at, cursor: String(at) } };
    };
    const close = async () => {
      if (!stopped) this.open -= 1;
      stopped = true;
      stop.resolve();
      return { done: true as const, value: undefined };
    };
    return {
      next,
      return: close,
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}

function schemaOf(log: Log): GraphQLSchema {
  const schema = buildSchema(
    'type Query { n: Int } type Entry { n: Int! who: String } type Subscription { log(after: String): Entry! }',
  );
  const field = schema.getSubscriptionType()!.getFields().log!;
  field.subscribe = (_root, { after }) => log.read(Number(after ?? 0));
  field.resolve = (event) => {
    log.executed += 1;
    return event;
  };
  const { who } = (schema.getType('Entry') as unknown as { getFields(): Record<string, typeof field> }).getFields();
  who!.resolve = (_entry, _args, ctx: Ctx) => ctx.actor.userId;
  return schema;
}

const ctx = (userId = 'u', scopes = ['a'], tenantId = 't') =>
  ({
    tenants: { of: () => ({}) },
    metrics: { bugs: { inc: () => {} } },
    log: { debug: () => {}, error: () => {} },
    actor: { tenantId, tokenId: userId, sessionId: null, userId, scopes: new Set(scopes), requestId: 'r' },
  }) as unknown as Ctx;

/** Takes `room` results, and more when it gets more room. */
class Client implements Outlet {
  readonly got: ExecutionResult[] = [];
  readonly id = Math.random();
  room = Number.POSITIVE_INFINITY;
  #resume: (() => void) | null = null;

  offer(frames: readonly Frame[], from: number): number {
    let next = from;
    for (; next < frames.length && this.room > 0; next += 1, this.room -= 1) {
      this.got.push(JSON.parse(String(frames[next]!.payload)));
    }
    return next - from;
  }
  ready = () => this.room > 0;
  whenReady(resume: () => void): void {
    this.#resume = resume;
  }
  give(room: number): void {
    this.room = room;
    if (room === 0) return;
    const resume = this.#resume;
    this.#resume = null;
    resume?.();
  }
  get numbers(): number[] {
    return this.got.map(({ data }) => (data as { log: { n: number } }).log.n);
  }
}

const DOCUMENT = parse('subscription ($after: String) { log(after: $after) { n } }');

async function join(streams: Streams, schema: GraphQLSchema, after: number | null, who = ctx(), document = DOCUMENT) {
  const client = new Client();
  const args = { schema, document, variableValues: after === null ? {} : { after: String(after) } };
  const subscription = await Subscription.open(streams, operationOf(args, who, null, { cost: client.id }), () => {});
  if (!(subscription instanceof Subscription)) throw new Error(JSON.stringify(subscription));
  const done = subscription.to(client).delivered();
  return { client, subscription, done };
}

const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
const turn = () => new Promise((resolve) => setImmediate(resolve));

type Step =
  | { do: 'append'; count: number }
  | { do: 'join'; back: number }
  | { do: 'room'; who: number; room: number }
  | { do: 'leave'; who: number }
  | { do: 'turn'; times: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('append' as const), count: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(400)) }),
  fc.record({ do: fc.constant('join' as const), back: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.nat(1500)) }),
  fc.record({ do: fc.constant('room' as const), who: fc.nat(20), room: fc.constantFrom(0, 1, 7, 300, 1e9) }),
  fc.record({ do: fc.constant('leave' as const), who: fc.nat(20) }),
  fc.record({ do: fc.constant('turn' as const), times: fc.constantFrom(1, 2, 10) }),
);

it('hands each reader everything after its cursor, once and in order, however readers join, stop, go on and leave', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const log = new Log();
      const [streams, schema] = [new Streams(), schemaOf(log)];
      const readers: (Awaited<ReturnType<typeof join>> & { after: number; gone: boolean })[] = [];
      for (const each of steps) {
        const reader = 'who' in each ? readers[each.who % Math.max(1, readers.length)] : undefined;
        if (each.do === 'append') log.append(each.count);
        if (each.do === 'room') reader?.client.give(each.room);
        if (each.do === 'turn') for (let i = 0; i < each.times; i += 1) await turn();
        if (each.do === 'leave' && reader) {
          reader.gone = true;
          await reader.subscription.return();
        }
        if (each.do === 'join') {
          const after = Math.max(0, log.length - each.back);
          readers.push({ ...(await join(streams, schema, after)), after, gone: false });
        }
      }
      log.append(3);
      for (const { client } of readers) client.give(1e9);
      log.end();
      for (const { client, done, after, gone } of readers) {
        await done;
        const expected = range(after + 1, log.length);
        expect(client.numbers).toEqual(gone ? expected.slice(0, client.got.length) : expected);
        // What is one reader's own comes with its first result, and never with anybody else's.
        const own = client.got.flatMap(({ extensions }, i) => (extensions ? [[i, extensions]] : []));
        expect(own).toEqual(client.got.length > 0 ? [[0, { cost: client.id }]] : []);
      }
      await until('every source is closed', () => log.open === 0);
      expect(streams.size).toBe(0);
    }),
    { numRuns: 300 },
  );
});

it('opens one source and executes once for a thousand readers alike', async () => {
  const log = new Log();
  const [streams, schema] = [new Streams(), schemaOf(log)];
  const readers = await Promise.all(Array.from({ length: 1000 }, () => join(streams, schema, null)));
  log.append(50);
  log.end();
  await Promise.all(readers.map(({ done }) => done));
  for (const { client } of readers) expect(client.numbers).toEqual(range(1, 50));
  expect([log.opened, log.executed]).toEqual([1, 50]);
});

it('brings a reader that starts further back together with the others', async () => {
  const log = new Log();
  const [streams, schema] = [new Streams(), schemaOf(log)];
  log.append(2000);
  const live = await join(streams, schema, 2000);
  const late = await join(streams, schema, 0);
  await until('the late one has the past', () => late.client.got.length === 2000);
  log.append(1);
  await until('both have the present', () => late.client.got.length === 2001 && live.client.got.length === 1);
  await until('they share a source', () => log.open === 1);
  log.executed = 0;
  log.append(10);
  await until('both have what came', () => late.client.got.length === 2011 && live.client.got.length === 11);
  expect(log.executed).toBe(10);
});

it('keeps no more for a reader that has stopped than for one that has not', async () => {
  const log = new Log();
  const [streams, schema] = [new Streams(), schemaOf(log)];
  const [fast, slow] = [await join(streams, schema, null), await join(streams, schema, null)];
  slow.client.give(0);
  log.append(10_000);
  await until('the fast one has everything', () => fast.client.got.length === 10_000);
  expect(slow.client.got).toEqual([]);
  expect(log.open).toBe(1);
  slow.client.give(1e9);
  await until('the slow one has everything', () => slow.client.got.length === 10_000);
  expect(slow.client.numbers).toEqual(range(1, 10_000));
});

it('reads no further than its readers do', async () => {
  const log = new Log();
  const [streams, schema] = [new Streams(), schemaOf(log)];
  const { client } = await join(streams, schema, null);
  client.give(10);
  log.append(10_000);
  await until('it has taken what it takes', () => client.got.length === 10);
  for (let i = 0; i < 20; i += 1) await turn();
  expect(log.executed).toBeLessThan(200);
});

const shares = async (a: Ctx, b: Ctx, documents = [DOCUMENT, DOCUMENT]) => {
  const log = new Log();
  const [streams, schema] = [new Streams(), schemaOf(log)];
  log.append(1);
  const first = await join(streams, schema, 0, a, documents[0]);
  const second = await join(streams, schema, 0, b, documents[1]);
  await until('both have it', () => first.client.got.length === 1 && second.client.got.length === 1);
  log.append(1);
  await until('and what came', () => first.client.got.length === 2 && second.client.got.length === 2);
  return { shared: log.open === 1, first: first.client.got, second: second.client.got };
};

it.each([
  ['the same permissions of two people', ctx('a'), ctx('b'), true],
  ['the same scopes in another order', ctx('a', ['x', 'y']), ctx('b', ['y', 'x']), true],
  ['other scopes', ctx('a', ['x']), ctx('a', ['x', 'y']), false],
  ['another tenant', ctx('a', ['x'], 't1'), ctx('a', ['x'], 't2'), false],
])('looks at permissions: %s', async (_name, a, b, shared) => {
  expect((await shares(a, b)).shared).toBe(shared);
});

it('takes documents as alike that differ in layout and in the way that they say their cursor', async () => {
  const documents = [DOCUMENT, parse('subscription{log(after:"0"){n,},}#')];
  expect((await shares(ctx(), ctx(), documents)).shared).toBe(true);
});

it('never hands on what depends on who asks: such an operation is shared with nobody else', async () => {
  const document = parse('subscription ($after: String) { log(after: $after) { n who } }');
  const { shared, first, second } = await shares(ctx('a'), ctx('b'), [document, document]);
  expect(shared).toBe(false);
  expect(first.map(({ data }) => ({ data }))).toEqual([1, 2].map((n) => ({ data: { log: { n, who: 'a' } } })));
  expect(second.map(({ data }) => ({ data }))).toEqual([1, 2].map((n) => ({ data: { log: { n, who: 'b' } } })));
});
