import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '#src/server/rest/row.ts';
import { ROWS } from '#src/server/rest/rows.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';
import { requestOf } from '#test/kit/rest-request.ts';
import { type RestWorld, restWorld } from '#test/kit/rest-world.ts';

// Every route whose address, query or body names something, asked by another tenant with every scope: the answer is the one for an id
// that nothing has, to the byte.

let system: TestSystem;
let theirs: RestWorld;
let stranger: RestWorld;
beforeAll(async () => {
  system = await startTestSystem({ config: { restLimits: generousLimits() } });
  theirs = await restWorld(system.app);
  stranger = await restWorld(system.app);
});
afterAll(() => system[Symbol.asyncDispose]());

/** What the catalogues hold is everybody's. */
const COMMON = new Set(['GET /probes/{id}', 'GET /frameworks/{slug}/controls']);
/** What is named by a word of the tenant's own choice: the stranger's own thing may be called the same. */
const OWN_WORDS = new Set(['PUT /secrets/{name}', 'DELETE /secrets/{name}']);

const withIds = ROWS.filter((row) => {
  const { path, body } = requestOf(row);
  return JSON.stringify([path, body ?? null]).includes('_2026_');
});
const silent = ROWS.filter(
  ({ method, path, params }) => params && !COMMON.has(`${method} ${path}`) && !OWN_WORDS.has(`${method} ${path}`),
);

async function ask(row: Row, real: <Value>(value: Value) => Value) {
  const { path, body } = requestOf(row, real);
  const { status, text } = await rest(system, stranger.token, row.method, path, body);
  const headers: string[] = [];
  return { status, text, headers };
}

describe('a stranger', () => {
  it('is asked about by every route with an id in its address', () => {
    const missed = silent.filter((row) => !withIds.includes(row)).map(({ method, path }) => `${method} ${path}`);
    expect(missed).toEqual([]);
  });

  it.each(
    withIds.map((row) => [`${row.method} ${row.path}`, row] as const),
  )('is answered by %s as if nothing were there', async (_, row) => {
    const before = await census();
    const known = await ask(row, theirs.real);
    const missing = await ask(row, (value) => value);
    // A filter by what is not there finds nothing, and says so; everything else is refused.
    const shown = (text: string) =>
      text.replaceAll(/[a-z]+_2026_[0-9a-z]{26}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID');
    expect([known.status, shown(known.text)]).toEqual([missing.status, shown(missing.text)]);
    const own = Object.values(theirs.ids).find(
      (id) => known.text.includes(id!) && !JSON.stringify(requestOf(row, theirs.real)).includes(id!),
    );
    expect(own).toBeUndefined();
    expect(await census()).toEqual(before);
  });
});

/** What stands in the tenant's own rows; the stranger's requests change none of it. */
async function census(): Promise<unknown> {
  const tables = [
    'targets',
    'scans',
    'findings',
    'reports',
    'tokens',
    'secrets',
    'memberships',
    'invitations',
    'webhooks',
    'schedules',
  ];
  const counted = await Promise.all(
    tables.map((table) =>
      system.app.system.query(
        `select md5(coalesce(string_agg(to_jsonb(t)::text, ',' order by to_jsonb(t)::text), '')) from ${table} t where tenant_id = $1`,
        [theirs.tenant.id],
      ),
    ),
  );
  return Object.fromEntries(tables.map((table, i) => [table, counted[i]]));
}
