import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { formatId } from '#src/platform/ids.ts';
import { Reviews } from '#test/judging/reviews.ts';
import { OWNER } from '#test/kit/app.ts';
import { ask, collect, dataOf, type Json, sse } from '#test/kit/ask.ts';
import { SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';
import { knownSocket } from '#test/kit/socket.ts';
import { until } from '#test/kit/until.ts';

// A transaction that another test holds open on the same server delays what is told here, by design.
vi.setConfig({ testTimeout: 60_000 });

// What is told of scans that really run: by a worker, against a bot that falls for half of what it is sent. No verdict is as sure as the
// threshold wants it: each waits for a person, and is a finding once it is confirmed.

let reviews: Reviews;
let tenant: SeededTenant;
beforeAll(async () => {
  reviews = await Reviews.open(0.999);
  tenant = await seed(reviews.system.app).defaultTenant();
});
afterAll(() => reviews[Symbol.asyncDispose]());

const follow = (query: string, variables: Record<string, unknown> = {}) => sse(reviews.system, OWNER, query, variables);
const present = async () =>
  (await dataOf(ask(reviews.system, OWNER, '{ viewer { tenant { cursor } } }'))).viewer.tenant.cursor;

/** The first value of a stream, asked for; resolves when the stream follows the log, so that nothing is too early for it. */
async function openedFirst(stream: AsyncGenerator<Json>): Promise<{ next: Promise<IteratorResult<Json>> }> {
  const { app } = reviews.system;
  const { events } = app;
  let following = false;
  app.events = {
    ...events,
    followTenant(...args) {
      following = true;
      return events.followTenant(...args);
    },
  };
  const next = stream.next();
  await until('it follows', () => following);
  app.events = events;
  return { next };
}

describe('a scan that runs', () => {
  it('tells every answer, every verdict with its opinions, and what it costs', async () => {
    const id = await reviews.scan(4);
    const events = await collect(
      follow(
        `subscription($id: ID!) { scanEvents(scanId: $id) { __typename
          ... on AttemptsAnswered { attempts { attemptId failureReason } }
          ... on AttemptsJudged { verdicts { attemptId verdict confidence basis needsReview opinions { judge engine verdict confidence } } }
          ... on ScanStatusChanged { status counts { planned answered } spend { calls tokens } } } }`,
        { id: formatId('scan', id) },
      ),
    );
    const all = events.map((event) => event.data.scanEvents);
    const answered = all.flatMap((event) => event.attempts ?? []);
    const judged = all.flatMap((event) => event.verdicts ?? []);
    const end = all.at(-1);
    expect(end.status).toBe('COMPLETED');
    expect(answered).toHaveLength(end.counts.planned);
    expect(new Set(answered.map((attempt) => attempt.attemptId)).size).toBe(end.counts.planned);
    expect(judged.map((verdict) => verdict.attemptId).sort()).toEqual(answered.map((a) => a.attemptId).sort());
    for (const verdict of judged) expect(verdict.opinions.length).toBeGreaterThan(0);
    expect(end.spend).toMatchObject({ calls: end.counts.planned });
    expect(end.spend.tokens).toBeGreaterThan(0);
    // One event a group commit, whatever the number of attempts.
    const batches = all.filter((event) => event.__typename === 'AttemptsAnswered');
    expect(batches.length).toBeLessThanOrEqual(end.counts.planned);
  });

  it('is told to the followers of the tenant: its states, what waits for a person, and the finding that this comes to', {
    timeout: 60_000,
  }, async () => {
    const after = await present();
    const added = follow(
      `subscription { findingAdded(filter: { severity: [CRITICAL, HIGH, MEDIUM] }) { scanId isNew cursor finding { id title } } }`,
    );
    const first = await openedFirst(added);
    const id = await reviews.scan(4);
    const stream = follow(
      `subscription($after: String) { tenantEvents(after: $after, kinds: [SCAN, FINDING, REVIEW]) { kind action scanId cursor
        ... on ScanChanged { status } ... on FindingChanged { finding { id } isNew } ... on ReviewQueueChanged { attemptIds waiting } } }`,
      { after },
    );
    // A snapshot's cursor misses nothing; while somebody's transaction is open it also tells again what came after that began.
    const ofScan: Json[] = [];
    while (ofScan.at(-1)?.status !== 'COMPLETED') {
      const event = (await stream.next()).value.data.tenantEvents;
      if (event.scanId === formatId('scan', id)) ofScan.push(event);
    }
    await stream.return(null);
    expect(ofScan.filter((event) => event.kind === 'SCAN').map((event) => event.status)).toEqual([
      'QUEUED',
      'RUNNING',
      'JUDGING',
      'COMPLETED',
    ]);
    const queued = ofScan.filter((event) => event.kind === 'REVIEW').flatMap((event) => event.attemptIds);
    const list = await dataOf(
      ask(reviews.system, OWNER, 'query($id: ID) { reviewQueue(scanId: $id, first: 50) { nodes { id verdict } } }', {
        id: formatId('scan', id),
      }),
    );
    expect(queued.sort()).toEqual(list.reviewQueue.nodes.map((node: Json) => node.id).sort());
    expect(queued.length).toBeGreaterThan(0);
    const changes = follow(
      'subscription($after: String) { reviewQueue(after: $after) { action attemptIds waiting cursor } }',
      { after: await present() },
    );
    const confirm = 'mutation($id: ID!) { confirmVerdict(input: { attemptId: $id }) { __typename } }';
    const proven = list.reviewQueue.nodes.find((node: Json) => node.verdict === 'VULNERABLE');
    await dataOf(ask(reviews.system, OWNER, confirm, { id: proven.id }));
    let change: Json;
    do change = (await changes.next()).value.data.reviewQueue;
    while (change.action !== 'settled');
    expect(change.attemptIds).toEqual([proven.id]);
    await changes.return(null);
    const seen = (await first.next).value.data.findingAdded;
    expect(seen).toMatchObject({ scanId: formatId('scan', id), isNew: true });
    expect(seen.finding.id).toMatch(/^fnd_/);
    await added.return(null);
  });
});

const PROGRESS = 'subscription($id: ID!) { scanProgress(scanId: $id) { status counts { planned } cursor } }';

describe('the progress of a scan', () => {
  it('is what it is now, then what it comes to, to the end', async () => {
    const scan = await tenant.scan();
    const stream = follow(PROGRESS, { id: scan.publicId });
    expect((await stream.next()).value.data.scanProgress.status).toBe('RUNNING');
    await scan.status('judging');
    expect((await stream.next()).value.data.scanProgress.status).toBe('JUDGING');
    await scan.status('completed');
    expect((await collect(stream)).map((result) => result.data.scanProgress.status)).toEqual(['COMPLETED']);
  });

  it('skips for a slow reader what is in between, and ends with the last', async () => {
    const scan = await tenant.scan();
    const { latest } = reviews.system.app.events;
    const source = latest(
      `scan:${scan.id}`,
      async () => {
        const [row] = await reviews.system.app.system.query<{ last: bigint; status: string }>(
          'select last_sequence as last, status from scans where id = $1',
          [scan.id],
        );
        return { version: row!.last, value: Number(row!.last), last: row!.status === 'completed' };
      },
      AbortSignal.timeout(10_000),
    );
    expect((await source.next()).value).toBe(1);
    // The reader rests: two thousand steps cost it nothing.
    for (let i = 0; i < 20; i += 1) await scan.progress(100);
    await scan.status('completed');
    const rest = await collect(source);
    expect(rest.at(-1)).toBe(2002);
    expect(rest.length).toBeLessThan(10);
  });

  it('of a scan that is deleted while it is followed ends', async () => {
    const scan = await tenant.scan();
    const stream = follow(PROGRESS, { id: scan.publicId });
    await stream.next();
    await reviews.system.app.system.query('delete from scans where id = $1', [scan.id]);
    expect(await collect(stream)).toEqual([]);
  });
});

describe('the events of a scan', () => {
  it('end with CURSOR_LOST when it is deleted while they are followed', async () => {
    const scan = await tenant.scan();
    const stream = follow('subscription($id: ID!) { scanEvents(scanId: $id) { sequence cursor } }', {
      id: scan.publicId,
    });
    expect((await stream.next()).value.data.scanEvents.sequence).toBe(1);
    await reviews.system.app.system.query('delete from scans where id = $1', [scan.id]);
    const rest = await collect(stream);
    expect(rest).toHaveLength(1);
    expect(rest[0].errors[0].extensions.code).toBe('CURSOR_LOST');
  });

  it('may be a megabyte each: they come whole, over both doors, and none after them is lost', {
    timeout: 60_000,
  }, async () => {
    const scan = new SeededScan(tenant, (await tenant.scan()).id, await tenant.target());
    const { app } = reviews.system;
    const reason = 'x'.repeat(1_048_576);
    for (let i = 0; i < 12; i += 1) {
      await app.system.transaction((tx) =>
        app.events.append(tx, scan.scope, [{ type: 'status', body: { status: 'running', partial: false, reason } }]),
      );
      app.events.committed(scan.scope);
    }
    const query = `subscription($id: ID!) { scanEvents(scanId: $id) { sequence cursor ... on ScanStatusChanged { reason } } }`;
    const stream = follow(query, { id: scan.publicId });
    using socket = await knownSocket(reviews.system, OWNER);
    socket.send({ id: '1', type: 'subscribe', payload: { query, variables: { id: scan.publicId } } });
    const lengths = (results: Json[]) => results.map((result) => result.data.scanEvents.reason?.length ?? 0);
    const seen: Json[] = [];
    while (seen.length < 13) seen.push((await stream.next()).value);
    await stream.return(null);
    await until(
      'the socket has them',
      () => socket.messages.filter(({ type }) => type === 'next').length === 13,
      30_000,
    );
    const sent = socket.messages.filter(({ type }) => type === 'next').map(({ payload }) => payload);
    for (const results of [seen, sent]) {
      expect(results.map((result) => result.data.scanEvents.sequence)).toEqual(
        Array.from({ length: 13 }, (_, i) => i + 1),
      );
      expect(lengths(results)).toEqual([0, ...Array.from({ length: 12 }, () => 1_048_576)]);
    }
  });
});
