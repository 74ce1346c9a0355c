import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '#src/server/rest/row.ts';
import { ROWS } from '#src/server/rest/rows.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { holdTransaction } from '#test/kit/held-transaction.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';
import { operationOf, requestOf } from '#test/kit/rest-request.ts';
import { type RestWorld, restWorld } from '#test/kit/rest-world.ts';
import { sql } from '#test/kit/sql.ts';
import { until } from '#test/kit/until.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({ config: { restLimits: generousLimits() } });
});
afterAll(() => system[Symbol.asyncDispose]());

const makers = ROWS.filter((row) => row.idempotent).map((row) => [`${row.method} ${row.path}`, row] as const);

let keys = 0;
const newKey = () => `key-${++keys}`;

function send(at: { url: string }, world: RestWorld, row: Row, key: string, extra: object = {}) {
  const { path, body } = requestOf(row, world.real);
  const sent = body === undefined ? undefined : { ...(body as object), ...extra };
  return rest(at, world.token, row.method, path, sent, { 'idempotency-key': key });
}

/** How many rows the tenant has of all that these routes make. */
async function census(tenantId: string): Promise<number> {
  const tables = [
    'targets',
    'scans',
    'finding_comments',
    'tokens',
    'invitations',
    'webhooks',
    'schedules',
    'reports',
    'dlp_rules',
  ];
  const counts = tables.map((table) => `(select count(*) from ${table} where tenant_id = '${tenantId}')`);
  const [row] = await sql<{ n: string }>(system.databaseUrl, `select ${counts.join(' + ')} as n`);
  return Number(row!.n);
}

/** What is shown once is not shown again. */
const withoutSecrets = ({ token: _, secret: __, url: ___, invitation: ____, ...rest }: Record<string, unknown>) => rest;

const rowOf = (id: string) => ROWS.find((row) => row.id === id)!;
/** Where what a route makes is found: beside it, or at the list that its address begins with. */
const collectionOf = (path: string) => path.replace(/\/\{id\}\/rotate$/, '');
const deleterOf = (path: string) =>
  ROWS.find((row) => row.method === 'DELETE' && row.path === `${collectionOf(path)}/{id}`);
const longPaths = () => Array.from({ length: 100 }, (_, n) => `/${n}/${'x'.repeat(480)}`);

/** An endpoint that was made under a key, and how to call it something else. */
async function namedEndpoint() {
  const world = await restWorld(system.app);
  const key = newKey();
  const first = await send(system, world, rowOf('createEndpoint'), key);
  const rename = async () => {
    const { status } = await rest(system, world.token, 'PATCH', `/endpoints/${first.body.id}`, { name: 'Renamed' });
    expect(status).toBe(200);
  };
  return { world, key, first, rename };
}

describe('a key', () => {
  it('is taken by every route that makes a thing', () => {
    const without = ROWS.filter(({ method, status, idempotent }) => method === 'POST' && status === 201 && !idempotent);
    expect(without.map(({ path }) => path)).toEqual([]);
  });

  it.each(
    makers,
  )('makes one thing at %s, however often it is sent, also to a process that was started since', async (_, row) => {
    const world = await restWorld(system.app);
    const key = newKey();
    const before = await census(world.tenant.id);
    const first = await send(system, world, row, key);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    const made = await census(world.tenant.id);
    expect(made).toBe(before + 1);
    await using restarted = await startTestSystem({
      databaseUrl: system.databaseUrl,
      config: { restLimits: generousLimits() },
    });
    for (const at of [system, restarted]) {
      const again = await send(at, world, row, key);
      expect([again.status, withoutSecrets(again.body)]).toEqual([first.status, withoutSecrets(first.body)]);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
    }
    expect(await census(world.tenant.id)).toBe(made);
  });

  it.each(
    makers.filter(([, { id, path }]) => deleterOf(path) && id !== 'startScan'),
  )('answers the first answer of %s when the thing has ended since', async (_, row) => {
    const world = await restWorld(system.app);
    const key = newKey();
    const first = await send(system, world, row, key);
    const deleted = await rest(system, world.token, 'DELETE', `${collectionOf(row.path)}/${first.body.id}`);
    expect(deleted.status).toBe(204);
    const again = await send(system, world, row, key);
    const shown = { ...first.body, ...Object.fromEntries((row.shownOnce ?? []).map((member) => [member, null])) };
    expect([again.status, again.text]).toEqual([first.status, JSON.stringify(shown)]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  it.each([
    'commentFinding',
    'createReport',
  ])('answers the first answer of %s when its endpoint is gone', async (id) => {
    const world = await restWorld(system.app);
    const [key, row] = [newKey(), rowOf(id)];
    const first = await send(system, world, row, key);
    expect((await rest(system, world.token, 'DELETE', `/endpoints/${world.ids.endpoint}`)).status).toBe(204);
    const again = await send(system, world, row, key);
    expect([first.status, again.status, again.text]).toEqual([row.status, row.status, first.text]);
  });

  it('answers the first answer to the start of a scan whose target is gone', async () => {
    const world = await restWorld(system.app);
    const start = (key: string) =>
      rest(system, world.token, 'POST', '/scans', { target_id: world.ids.target }, { 'idempotency-key': key });
    const key = newKey();
    const first = await start(key);
    await rest(system, world.token, 'POST', `/scans/${first.body.scan_id}/cancel`, {});
    await until('the endpoint goes', async () => {
      const { status } = await rest(system, world.token, 'DELETE', `/endpoints/${world.ids.endpoint}`);
      return status === 204;
    });
    const again = await start(key);
    expect([first.status, again.status, again.text]).toEqual([202, 202, first.text]);
    expect((await start(newKey())).body.error).toBe('endpoint_not_found_or_inactive');
  });

  it('answers the name that a thing was made with, whatever it is called now', async () => {
    const { world, key, first, rename } = await namedEndpoint();
    await rename();
    expect((await send(system, world, rowOf('createEndpoint'), key)).text).toBe(first.text);
  });

  it('whose first answer was not kept, as of a process that died, tells what is there now, or that it is gone', async () => {
    const { world, key, first, rename } = await namedEndpoint();
    await sql(
      system.databaseUrl,
      `update idempotency_keys set first_answer = null where tenant_id = '${world.tenant.id}'`,
    );
    await rename();
    const now = await send(system, world, rowOf('createEndpoint'), key);
    expect([now.status, now.body]).toEqual([201, { ...first.body, name: 'Renamed' }]);
    await rest(system, world.token, 'DELETE', `/endpoints/${first.body.id}`);
    const gone = await send(system, world, rowOf('createEndpoint'), key);
    expect([gone.status, gone.body.error]).toEqual([410, 'idempotency_answer_gone']);
    expect(operationOf(rowOf('createEndpoint')).responses['410'].description).toContain('idempotency_answer_gone');
  });

  it('whose first answer is longer than 64 KiB tells what is there now', async () => {
    const world = await restWorld(system.app);
    const [key, row] = [newKey(), rowOf('createTarget')];
    const long = { scope: longPaths(), exclude_paths: longPaths() };
    const first = await send(system, world, row, key, long);
    expect([first.status, first.text.length > 64 * 1024]).toEqual([201, true]);
    await rest(system, world.token, 'PATCH', `/targets/${first.body.id}`, { name: 'Renamed' });
    expect((await send(system, world, row, key, long)).body.name).toBe('Renamed');
  });

  it('keeps nothing that is shown once', async () => {
    const world = await restWorld(system.app);
    const once = makers.filter(([, { shownOnce }]) => shownOnce);
    expect(once).toHaveLength(4);
    for (const [, row] of once) {
      const { body } = await send(system, world, row, newKey());
      const kept = await sql<{ first_answer: string }>(
        system.databaseUrl,
        `select first_answer from idempotency_keys where tenant_id = '${world.tenant.id}' and first_answer is not null`,
      );
      expect(kept.map(({ first_answer: text }) => text).join()).toContain(body.id);
      for (const member of row.shownOnce!) {
        expect(body[member]).toEqual(expect.any(String));
        expect(JSON.stringify(kept)).not.toContain(body[member]);
      }
    }
  });

  it('with another body, or at another route, is refused', async () => {
    const world = await restWorld(system.app);
    const key = newKey();
    const [scan, endpoint] = ['startScan', 'createEndpoint'].map((id) => ROWS.find((row) => row.id === id)!);
    expect((await send(system, world, scan!, key)).status).toBe(202);
    const made = await census(world.tenant.id);
    for (const answer of [
      await send(system, world, scan!, key, { probe_ids: ['prompt-injection-basic'] }),
      await send(system, world, endpoint!, key),
    ])
      expect([answer.status, answer.body.error]).toEqual([422, 'idempotency_key_reused']);
    expect(await census(world.tenant.id)).toBe(made);
  });

  it('of another tenant is another key', async () => {
    const [one, other] = [await restWorld(system.app), await restWorld(system.app)];
    const [key, scan] = [newKey(), ROWS.find((row) => row.id === 'startScan')!];
    const [first, second] = [await send(system, one, scan, key), await send(system, other, scan, key)];
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.body.scan_id).not.toBe(first.body.scan_id);
  });

  it.each(['a key with spaces', 'x'.repeat(256)])('that is no key is refused: %s', async (key) => {
    const world = await restWorld(system.app);
    const answer = await send(system, world, ROWS.find((row) => row.id === 'startScan')!, key);
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_input']);
  });

  it('whose first request is under way says so, and answers when that is done', async () => {
    const world = await restWorld(system.app);
    const [key, scan] = [newKey(), ROWS.find((row) => row.id === 'startScan')!];
    // The start reads its target under a lock, and waits for whoever changes it.
    await using held = await holdTransaction(system.databaseUrl);
    await held.tx.query('select 1 from targets where tenant_id = $1 for update', [world.tenant.id]);
    const first = send(system, world, scan, key);
    await until('the first holds its key', async () => {
      const locks = await sql(
        system.databaseUrl,
        `select 1 from pg_locks where locktype = 'advisory' and objsubid = 1 and granted`,
      );
      return locks.length > 0;
    });
    const second = await send(system, world, scan, key);
    expect([second.status, second.body.error]).toEqual([409, 'idempotency_in_flight']);
    expect(second.headers.get('retry-after')).toBe(String(second.body.retry_after_seconds));
    await held.rollback();
    const { status, body } = await first;
    expect(status).toBe(202);
    expect((await send(system, world, scan, key)).body).toEqual(body);
  });
});
