import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatTenantCursor } from '#src/platform/cursor.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json, sse } from '#test/kit/ask.ts';
import { holdTransaction } from '#test/kit/held-transaction.ts';
import { type SeededTenant, seed } from '#test/kit/seed.ts';

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

const FOLLOW = `subscription($after: String) {
  tenantEvents(after: $after) { kind action cursor ... on TargetChanged { target { name } } } }`;
const follow = (variables: { after: string }) => sse(system, token, FOLLOW, variables);

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

const RENAME = `mutation($id: ID!, $name: String!) { updateTarget(input: { targetId: $id, name: $name }) {
  __typename ... on Problem { code message } ... on UpdateTargetPayload { cursor target { name } } } }`;
async function rename(id: string, name: string): Promise<string> {
  const { updateTarget } = await dataOf(ask(system, token, RENAME, { id, name }));
  expect(updateTarget.target).toEqual({ name });
  return updateTarget.cursor;
}
const PUT = `mutation($name: String!) { putSecret(input: { name: $name, value: "x" }) { ... on PutSecretPayload { cursor } } }`;
const putSecret = async (name: string): Promise<string> =>
  (await dataOf(ask(system, token, PUT, { name }))).putSecret.cursor;

/**
 * The events after this cursor, up to the start of a scan. What had been done while an older transaction was open may come again; another
 * test's is enough, since all share one server.
 */
async function untilScan(after: string): Promise<string[]> {
  const events: string[] = [];
  for await (const value of follow({ after })) {
    if (value.errors) throw new Error(JSON.stringify(value));
    const { kind, cursor } = value.data.tenantEvents;
    events.push(kind === 'SCAN' ? kind : eventOf(cursor));
    if (kind === 'SCAN') break;
  }
  return events;
}
/** The event that a cursor stands right after. */
const eventOf = (cursor: string) => Buffer.from(cursor, 'base64url').toString().split('.').at(-1)!;

describe('the cursor of a mutation', () => {
  it('stands right after what it did', async () => {
    const target = await tenant.target();
    const first = await rename(target.publicId, 'first');
    const second = await rename(target.publicId, 'second');
    await tenant.scan();
    expect((await untilScan(first)).slice(-2)).toEqual([eventOf(second), 'SCAN']);
    expect(await untilScan(first)).not.toContain(eventOf(first));
    expect(await untilScan(second)).not.toContain(eventOf(second));
  });

  it('stands there while an older transaction is open, and leaves out nothing that it brings', async () => {
    await using held = await holdTransaction(system.databaseUrl);
    const target = await tenant.target();
    await held.tx.query('update targets set name = $2 where id = $1', [target.id, 'from the held one']);
    const late = await system.app.events.appendTenant(held.tx, tenant.id, [{ kind: 'target', action: 'updated' }]);
    const [first, second] = [await putSecret('first'), await putSecret('second')];
    await tenant.scan();
    await held.commit();
    expect((await untilScan(second)).slice(-3)).toEqual([eventOf(late), eventOf(first), 'SCAN']);
  });

  it('of two in one request are two', async () => {
    const query = `mutation { a: putSecret(input: { name: "aa", value: "x" }) { ... on PutSecretPayload { cursor } }
      b: putSecret(input: { name: "bb", value: "x" }) { ... on PutSecretPayload { cursor } } }`;
    const { a, b } = await dataOf(ask(system, token, query));
    await tenant.scan();
    expect((await untilScan(a.cursor)).slice(-2)).toEqual([eventOf(b.cursor), 'SCAN']);
    expect(await untilScan(b.cursor)).not.toContain(eventOf(b.cursor));
  });

  it('that changed nothing is the end of the log', async () => {
    const target = await tenant.target();
    const query = `mutation($id: ID!) { enableTarget(input: { targetId: $id }) { ... on EnableTargetPayload { cursor } } }`;
    const { enableTarget } = await dataOf(ask(system, token, query, { id: target.publicId }));
    await rename(target.publicId, 'after');
    expect((await take(1, follow({ after: enableTarget.cursor })))[0].action).toBe('updated');
  });
});

describe('a snapshot', () => {
  it('and its cursor leave nothing between them, also of a transaction that was open meanwhile', async () => {
    await using held = await holdTransaction(system.databaseUrl);
    const target = await tenant.target();
    await held.tx.query('update targets set name = $2 where id = $1', [target.id, 'from the held one']);
    await system.app.events.appendTenant(held.tx, tenant.id, [
      { kind: 'target', action: 'updated', subjectId: target.id, targetId: target.id },
    ]);
    const query = '{ targets(first: 10) { nodes { name } } viewer { tenant { cursor } } }';
    const { targets, viewer } = await dataOf(ask(system, token, query));
    expect(targets.nodes).toEqual([{ name: 'Bot' }]);
    await held.commit();
    const [event] = await take(1, follow({ after: viewer.tenant.cursor }));
    expect(event.target.name).toBe('from the held one');
  });
});

describe('waitFor', () => {
  const READ = 'query($cursor: String) { targets(first: 10, waitFor: $cursor) { nodes { name } } }';
  const read = (cursor: string) => ask(system, token, READ, { cursor });
  const code = async (cursor: string) => (await read(cursor)).body.errors[0].extensions.code;

  it('shows what the mutation did', async () => {
    const target = await tenant.target();
    const cursor = await rename(target.publicId, 'written');
    expect((await dataOf(read(cursor))).targets.nodes).toEqual([{ name: 'written' }]);
  });

  it('waits for what is not there yet, and says so when it does not come', async () => {
    await using held = await holdTransaction(system.databaseUrl);
    const target = await tenant.target();
    await held.tx.query('update targets set name = $2 where id = $1', [target.id, 'late']);
    const cursor = await system.app.events.appendTenant(held.tx, tenant.id, [{ kind: 'target', action: 'updated' }]);
    expect(await code(cursor)).toBe('CURSOR_NOT_REACHED');
    const waiting = dataOf(read(cursor));
    await held.commit();
    expect((await waiting).targets.nodes).toEqual([{ name: 'late' }]);
  });

  it('takes the cursors of scans as well', async () => {
    const scan = await tenant.scan();
    expect((await dataOf(read(system.app.events.cursorAt(scan.id, 1n)))).targets.nodes).toHaveLength(1);
    const waiting = dataOf(read(system.app.events.cursorAt(scan.id, 2n)));
    await scan.progress(1);
    expect((await waiting).targets.nodes).toHaveLength(1);
  });

  it('refuses cursors of other tenants and their scans, of another history, and what is none', async () => {
    const other = await seed(system.app).tenant();
    const theirs = await other.scan();
    expect(await code(await system.app.events.tenantCursor(other.id))).toBe('CURSOR_LOST');
    expect(await code(system.app.events.cursorAt(theirs.id, 1n))).toBe('CURSOR_LOST');
    const place = { tenantId: tenant.id, floor: 1n, xid: 1n, id: 0n };
    expect(await code(formatTenantCursor({ ...place, epoch: other.id }))).toBe('CURSOR_LOST');
    expect(await code('junk')).toBe('INVALID_CURSOR');
  });
});
