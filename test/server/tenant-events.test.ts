import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatTenantCursor, parseTenantCursor } from '#src/platform/cursor.ts';
import { formatId, newId } from '#src/platform/ids.ts';
import { removeOldTenantEvents } from '#src/platform/log-retention.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json, sse } from '#test/kit/ask.ts';
import { type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';
import { knownSocket } from '#test/kit/socket.ts';
import { until } from '#test/kit/until.ts';

// A transaction that another test holds open on the same server delays what is told here, by design.
vi.setConfig({ testTimeout: 60_000 });

let system: TestSystem;
let tenant: SeededTenant;
let token: string;
beforeAll(async () => {
  system = await startTestSystem();
});
afterAll(() => system[Symbol.asyncDispose]());
beforeEach(async () => {
  tenant = await seed(system.app).tenant();
  token = (await tenant.token()).text;
});

const FOLLOW = `subscription($after: String, $kinds: [TenantEventKind!], $targets: [ID!], $minSeverity: Severity) {
  tenantEvents(after: $after, kinds: $kinds, targets: $targets, minSeverity: $minSeverity) {
    __typename kind action cursor targetId severity
    ... on TargetChanged { target { id name } } ... on ScanChanged { status sequence scan { id status } }
    ... on FindingChanged { findingId finding { id title } } ... on SubjectChanged { subjectId subject { __typename id } } } }`;
type Variables = { after?: string | null; kinds?: string[]; targets?: string[]; minSeverity?: string };
const follow = (variables: Variables = {}, by = token) => sse(system, by, FOLLOW, variables);

async function take(count: number, stream: AsyncGenerator<Json>): Promise<Json[]> {
  const events: Json[] = [];
  while (events.length < count) {
    const { done, value } = await stream.next();
    if (done || value.errors) throw new Error(JSON.stringify(value ?? `ended after ${events.length}`));
    events.push(value.data.tenantEvents);
  }
  await stream.return(null);
  return events;
}

async function refusal(stream: AsyncGenerator<Json>): Promise<string> {
  const { value } = await stream.next();
  await stream.return(null);
  return value.errors[0].extensions.code;
}

const RENAME = `mutation($id: ID!, $name: String!) { updateTarget(input: { targetId: $id, name: $name }) {
  __typename ... on Problem { code message } ... on UpdateTargetPayload { cursor target { name } } } }`;
async function rename(id: string, name: string): Promise<string> {
  const { updateTarget } = await dataOf(ask(system, token, RENAME, { id, name }));
  expect(updateTarget.target).toEqual({ name });
  return updateTarget.cursor;
}
const PUT = `mutation($name: String!) { putSecret(input: { name: $name, value: "x" }) { ... on PutSecretPayload { cursor } } }`;
const putSecret = async (name: string) => (await dataOf(ask(system, token, PUT, { name }))).putSecret.cursor as string;
const present = async () => (await dataOf(ask(system, token, '{ viewer { tenant { cursor } } }'))).viewer.tenant.cursor;

describe('the events of a tenant', () => {
  it('tell of targets, scans, findings, secrets and tokens in the order of their commits, with what they are now', async () => {
    const target = await tenant.target();
    const cursor = await present();
    await rename(target.publicId, 'Renamed');
    const scan = await tenant.scan({ target });
    await putSecret('key_1');
    await dataOf(
      ask(
        system,
        token,
        'mutation { mintToken(input: { name: "t", scopes: ["scans:read"] }) { ... on MintTokenPayload { cursor } } }',
      ),
    );
    const events = await take(4, follow({ after: cursor }));
    expect(events).toMatchObject([
      { __typename: 'TargetChanged', action: 'updated', target: { id: target.publicId, name: 'Renamed' } },
      {
        __typename: 'ScanChanged',
        kind: 'SCAN',
        action: 'running',
        status: 'RUNNING',
        sequence: 1,
        targetId: target.publicId,
        scan: { id: scan.publicId },
      },
      { __typename: 'SubjectChanged', kind: 'SECRET', action: 'put', subject: { __typename: 'Secret' } },
      { __typename: 'SubjectChanged', kind: 'TOKEN', action: 'minted', subject: { __typename: 'Token' } },
    ]);
  });

  it('are the same over the websocket, and go on from any of their cursors', async () => {
    const target = await tenant.target();
    for (const name of ['a', 'b', 'c', 'd']) await rename(target.publicId, name);
    const all = await take(4, follow());
    using socket = await knownSocket(system, token);
    socket.send({
      id: '1',
      type: 'subscribe',
      payload: { query: FOLLOW, variables: { after: all[1].cursor } },
    });
    const [third, fourth] = [await socket.next(), await socket.next()].map(({ payload }) => payload.data.tenantEvents);
    expect([third.cursor, fourth.cursor]).toEqual([all[2].cursor, all[3].cursor]);
  });

  it('are filtered by kind, by target and by severity', async () => {
    const [one, two] = [await tenant.target(), await tenant.target()];
    const cursor = await present();
    await rename(one.publicId, 'one');
    await rename(two.publicId, 'two');
    await putSecret('key_2');
    await system.app.system.transaction((tx) =>
      system.app.events.appendTenant(
        tx,
        tenant.id,
        ['critical', 'medium', 'info'].map((severity) => ({
          kind: 'finding',
          action: 'seen',
          subjectId: newId(),
          severity,
        })),
      ),
    );
    const kinds = await take(2, follow({ after: cursor, kinds: ['TARGET'] }));
    expect(kinds.map((event) => event.target.name)).toEqual(['one', 'two']);
    const [only] = await take(1, follow({ after: cursor, targets: [two.publicId] }));
    expect(only.target.name).toBe('two');
    const bad = await take(2, follow({ after: cursor, kinds: ['FINDING', 'SECRET'], minSeverity: 'HIGH' }));
    expect(bad.map((event) => event.severity)).toEqual([null, 'CRITICAL']);
  });

  it('show each time what is there then, never what an earlier event had loaded', async () => {
    const target = await tenant.target();
    const stream = follow({ after: await present(), kinds: ['TARGET'] });
    for (const name of ['first', 'second', 'third']) {
      await rename(target.publicId, name);
      const { value } = await stream.next();
      expect(value.data.tenantEvents.target.name).toBe(name);
    }
    await stream.return(null);
  });

  it('of what is gone by now tell that it was', async () => {
    const target = await tenant.target();
    const cursor = await present();
    await rename(target.publicId, 'short-lived');
    const query = `mutation($id: ID!) { deleteTarget(input: { targetId: $id }) { __typename } }`;
    await dataOf(ask(system, token, query, { id: target.publicId }));
    const events = await take(2, follow({ after: cursor }));
    expect(events).toMatchObject([
      { action: 'updated', target: null },
      { action: 'deleted', target: null, targetId: target.publicId },
    ]);
  });

  it('hold nothing of other tenants', async () => {
    const cursor = await present();
    const other = await seed(system.app).tenant();
    await other.scan();
    const mine = await tenant.scan();
    const [event] = await take(1, follow({ after: cursor }));
    expect(event.scan.id).toBe(mine.publicId);
  });
});

describe('a token', () => {
  it('is told only of what its scopes let it read', async () => {
    const cursor = await present();
    await putSecret('key_3');
    await tenant.scan();
    const { text } = await tenant.token({ scopes: ['scans:read'] });
    const [event] = await take(1, follow({ after: cursor }, text));
    expect(event.kind).toBe('SCAN');
    expect(await refusal(follow({ kinds: ['SECRET'] }, text))).toBe('MISSING_SCOPE');
    expect(await refusal(follow({ targets: [(await tenant.target()).publicId] }, text))).toBe('MISSING_SCOPE');
    const { text: blind } = await tenant.token({ scopes: ['endpoints:read'] });
    expect(await refusal(follow({}, blind))).toBe('MISSING_SCOPE');
  });
});

describe('findings as they come', () => {
  it('are those of the caller’s tenant that the filter leaves, whatever target it names', async () => {
    const mine = await tenant.scan();
    const other = await seed(system.app).tenant();
    const theirs = await other.scan();
    const query =
      'subscription($targets: [ID!]) { findingAdded(filter: { target: { in: $targets } }) { cursor finding { id } } }';
    let following = 0;
    const { events } = system.app;
    system.app.events = {
      ...events,
      followTenant(...args) {
        following += 1;
        return events.followTenant(...args);
      },
    };
    const [asStranger, asOwner] = [theirs, mine].map(({ target }) =>
      sse(system, token, query, { targets: [target.publicId] }),
    );
    const silent = asStranger!.next().then(({ value }) => value);
    const told = asOwner!.next();
    await until('both follow', () => following === 2);
    system.app.events = events;
    const record = async (of: SeededTenant, scan: SeededScan) => {
      const { id } = await scan.finding();
      await system.app.system.transaction((tx) =>
        system.app.events.appendTenant(tx, of.id, [
          { kind: 'finding', action: 'recorded', subjectId: id, targetId: scan.target.id, scanId: scan.id },
        ]),
      );
      system.app.events.committedTenant(of.id);
      return formatId('finding', id);
    };
    await record(other, theirs);
    const id = await record(tenant, mine);
    expect((await told).value.data.findingAdded.finding.id).toBe(id);
    // What the stranger's filter names is never theirs: the stream is still open, and has said nothing.
    expect(await Promise.race([silent, Promise.resolve('silent')])).toBe('silent');
    await asOwner!.return(null);
    await Promise.race([asStranger!.return(null), Promise.resolve()]);
  });
});

describe('what cannot be followed is refused before anything is sent', () => {
  it('a cursor that is older than what is kept', async () => {
    const { app } = system;
    const expired = await present();
    await tenant.scan();
    const kept = () => app.events.readTenant(tenant.id, expired, 10);
    await until('its events may be read', async () => (await kept()).length > 0);
    await removeOldTenantEvents(app.system, tenant.id, new Date(Date.now() + 60_000), 1000);
    expect(await refusal(follow({ after: expired }))).toBe('HISTORY_EXPIRED');
  });

  it('a target of nobody or of somebody else', async () => {
    const theirs = await (await seed(system.app).tenant()).target();
    expect(await refusal(follow({ targets: [theirs.publicId] }))).toBe('NOT_FOUND');
  });

  it('a cursor that is none, of another tenant, of another history, of the future', async () => {
    const cursor = await present();
    const [row] = await system.app.system.query<{ log_epoch: string }>('select log_epoch from installation');
    const place = parseTenantCursor(cursor, { epoch: row!.log_epoch, tenantId: tenant.id });
    const future = { floor: place.floor + 1_000_000n, xid: place.xid + 1_000_000n };
    expect(await refusal(follow({ after: 'junk' }))).toBe('INVALID_CURSOR');
    for (const wrong of [{ tenantId: system.ctx.actor.tenantId }, { epoch: system.ctx.actor.tenantId }, future])
      expect(await refusal(follow({ after: formatTenantCursor({ ...place, ...wrong }) }))).toBe('CURSOR_LOST');
  });
});
