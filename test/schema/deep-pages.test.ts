import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUDIT_LIST } from '#src/access/audit-list.ts';
import { TOKEN_LIST } from '#src/access/token-list.ts';
import { FINDING_LIST } from '#src/findings/finding-list.ts';
import { type Database, openDatabase } from '#src/platform/database.ts';
import type { ListDescription, ListQuery } from '#src/platform/filter.ts';
import { COUNT_MAX, listAll, type PageArgs, pageStatement } from '#src/platform/keyset.ts';
import { Statement } from '#src/platform/keyset-statement.ts';
import { tenantQuery } from '#src/platform/list-query.ts';
import { openTenantDatabases, type TenantDatabases } from '#src/platform/tenant-database.ts';
import { SCAN_LIST } from '#src/scans/scan-list.ts';
import { TARGET_LIST } from '#src/targets/target-list.ts';
import { type FreshDatabase, freshDatabase } from '#test/kit/database.ts';
import { manyRows, TENANT } from './many-rows.ts';

// What breaks if this fails: the thousandth page of a list costs a thousand pages, and an export of a large tenant never ends. What a page
// costs is counted in blocks that the database touches, which no load of the machine changes.

let fresh: FreshDatabase;
let owner: Database & AsyncDisposable;
let tenants: TenantDatabases;
let db: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  owner = openDatabase(fresh.url);
  await manyRows(owner, []);
  tenants = openTenantDatabases(fresh.url);
  db = tenants.of(TENANT);
}, 400_000);
afterAll(async () => {
  await tenants[Symbol.asyncDispose]();
  await owner[Symbol.asyncDispose]();
  await fresh[Symbol.asyncDispose]();
});

type Plan = { 'Shared Hit Blocks': number; 'Shared Read Blocks': number };

async function blocks(described: ListDescription, query: ListQuery, args: PageArgs): Promise<number> {
  const { list, conditions } = tenantQuery(TENANT, described, query);
  const statement = new Statement();
  const { text } = pageStatement(statement, list, [''], conditions, args);
  const [row] = await db.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
    `explain (analyze, buffers, format json) ${text}`,
    statement.values,
  );
  const { 'Shared Hit Blocks': hit, 'Shared Read Blocks': read } = row!['QUERY PLAN'][0]!.Plan;
  return hit + read;
}

/** A page deep in the list, some hundred rows from its other end. */
async function deepCursor(described: ListDescription, query: ListQuery, from: 'first' | 'last'): Promise<string> {
  const { list, conditions } = tenantQuery(TENANT, described, query);
  const { pages } = await listAll(db, list, conditions, { [from]: 100 });
  const items = pages[0]!.items;
  return (from === 'last' ? items[0]! : items.at(-1)!).cursor;
}

const LISTS = [FINDING_LIST, SCAN_LIST, TARGET_LIST, TOKEN_LIST, AUDIT_LIST];
const ORDERS = LISTS.flatMap((list) =>
  Object.keys(list.orders).flatMap((by) =>
    (['ASC', 'DESC'] as const).map((direction) => [list.plural, by, direction, list] as const),
  ),
);
/** Down the index to where the page begins, and in an order with nulls or mixed directions once for each of its ranges. */
const MORE = 40;

describe('a page costs the same at any depth', () => {
  it.each(ORDERS)('of %s by %s %s, forwards and backwards', async (_name, by, direction, list) => {
    const query: ListQuery = { orderBy: { by, direction } };
    const [first, last] = [await blocks(list, query, { first: 20 }), await blocks(list, query, { last: 20 })];
    const after = await deepCursor(list, query, 'last');
    const before = await deepCursor(list, query, 'first');
    expect(await blocks(list, query, { first: 20, after })).toBeLessThanOrEqual(first + MORE);
    expect(await blocks(list, query, { last: 20, before })).toBeLessThanOrEqual(last + MORE);
  });

  it('is less than what skipping rows would cost, so that the above means something', async () => {
    const query: ListQuery = { orderBy: { by: 'LAST_SEEN', direction: 'DESC' } };
    const first = await blocks(FINDING_LIST, query, { first: 20 });
    const [row] = await db.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
      `explain (analyze, buffers, format json) select id, last_seen_at from findings t where tenant_id = $1 order by last_seen_at desc, id desc offset 5900 limit 20`,
      [TENANT],
    );
    expect(row!['QUERY PLAN'][0]!.Plan['Shared Hit Blocks']).toBeGreaterThan(first + MORE);
  });
});

describe('a count', () => {
  it('of a long list stops, and says so by the number', async () => {
    await owner.query(
      `insert into audit_events (tenant_id, sequence, id, at, action, subject_kind, result, previous_hash, hash)
       select $1, n, gen_random_uuid(), now(), 'api.call', 'api_call', 'success', '', '' from generate_series(20001, 25000) n`,
      [TENANT],
    );
    const { list, conditions } = tenantQuery(TENANT, AUDIT_LIST, {});
    const { counts } = await listAll(db, list, conditions, { first: 1 });
    expect(await counts()).toEqual([COUNT_MAX]);
  });
});
