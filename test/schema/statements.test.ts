import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf } from '#test/kit/ask.ts';
import { type SeededTenant, seed } from '#test/kit/seed.ts';
import { seedAutomation } from '#test/kit/seed-automation.ts';
import { seedReport } from '#test/kit/seed-report.ts';
import { ROOT_LISTS, wholeDocument } from './whole-document.ts';

// What breaks if this fails: a page of fifty rows costs fifty round trips to the database, and the API is slow for everybody. Statements are
// counted where they leave for the database, whoever makes them.

/** What is asked for an answer. The log of calls is written and the epoch of cursors looked after beside it, in their own time. */
const isRead = (text: string) => /^\s*select\b/i.test(text) && !/pgboss|audit_sequence|log_epoch/.test(text);

const ROWS = 50;
let system: TestSystem;
let token: string;
const statements: string[] = [];
const { query } = pg.Client.prototype;

beforeAll(async () => {
  system = await startTestSystem();
  const tenant = await seed(system.app).tenant();
  const owner = await tenant.member('Owner', 'owner');
  token = (await tenant.token({ userId: owner.userId })).text;
  for (let row = 0; row < ROWS; row += 1) await oneOfEach(tenant, owner.userId, row);
  pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
    const text = typeof args[0] === 'string' ? args[0] : String((args[0] as { text?: string }).text);
    if (isRead(text)) statements.push(text);
    return Reflect.apply(query, this, args);
  } as typeof query;
});
afterAll(async () => {
  pg.Client.prototype.query = query;
  await system[Symbol.asyncDispose]();
});

/** A row of every kind that a list shows, with everything that hangs below it, twice where there may be several. */
async function oneOfEach(tenant: SeededTenant, userId: string, row: number): Promise<void> {
  const scan = await tenant.scan();
  const finding = await scan.finding(`Finding ${row}`);
  await scan.activity(finding);
  const attempts = [await scan.attempt(0), await scan.attempt(1)];
  for (const attempt of attempts) await scan.review(attempt);
  await system.app.system.query('update opinions set version = $2 where attempt_id = $1', [attempts[0]!.id, `v${row}`]);
  const member = await tenant.member(`Member ${row}`);
  await system.app.system.query('update findings set assignee_id = $2 where id = $1', [finding.id, member.id]);
  const made = await tenant.token();
  await tenant.secret(`secret_${row}`);
  await tenant.session(userId);
  await tenant.invitation();
  await tenant.view();
  await seedReport(tenant);
  await seedAutomation(tenant, { target: scan.target, scan, token: made, userId: member.userId });
}

/** Lists with so much below them that the whole of it, three levels deep, is more than one document may ask for. */
const DEEPER = ['reviewQueue', 'scans'];

async function cost(list: string, first: number): Promise<{ count: number; rows: number }> {
  const document = wholeDocument(list, first, DEEPER.includes(list) ? 2 : 3);
  statements.length = 0;
  const data = await dataOf(ask(system, token, document));
  return { count: statements.length, rows: data[list].nodes.length };
}

describe('the statements of a list with all that is below its rows', () => {
  it.each(ROOT_LISTS)('are as many for fifty %s as for one', async (list) => {
    await cost(list, 1); // what is asked once, such as who the caller is, has been asked
    const [one, many] = [await cost(list, 1), await cost(list, ROWS)];
    expect(one.rows).toBe(1);
    expect(many.rows).toBeGreaterThanOrEqual(Math.min(ROWS, 20));
    expect(many.count).toBe(one.count);
  });

  it('are counted at all', async () => {
    expect((await cost('secrets', 1)).count).toBeGreaterThanOrEqual(2);
  });
});
