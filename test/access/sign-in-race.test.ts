import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { hashPassword } from '#src/access/password-hash.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { holdTransaction } from '#test/kit/held-transaction.ts';
import { addPerson, Browser } from '#test/kit/people.ts';
import { until } from '#test/kit/until.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let system: TestSystem;

beforeAll(async () => {
  system = await startTestSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

/** The sign-in has compared the password, and waits for what is held. */
async function isWaiting(): Promise<boolean> {
  const [row] = await system.app.system.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row!.n > 0;
}

it.each([
  ['is changed', 'update user_passwords set hash = $2, changed_at = now() where user_id = $1'],
  ['goes', 'delete from user_passwords where user_id = $1 and $2::text is not null'],
])('a password that %s while it is compared opens no session', async (_how, change) => {
  const person = await addPerson(system.app, system.ctx.actor.tenantId, 'member');
  await using held = await holdTransaction(system.databaseUrl);
  await held.tx.query(change, [person.userId, await hashPassword('four other plain words')]);
  const answer = new Browser(system).signIn(person.email);
  await Promise.race([answer, until('a wait', isWaiting)]);
  await held.commit();
  expect(await answer).toMatchObject({ status: 401, body: { error: 'wrong_credentials' } });
});

it('somebody who leaves while their password is compared is nobody, and no bug', async () => {
  const person = await addPerson(system.app, system.ctx.actor.tenantId, 'member');
  await using held = await holdTransaction(system.databaseUrl);
  await held.tx.query('delete from memberships where user_id = $1', [person.userId]);
  const answer = new Browser(system).signIn(person.email);
  await Promise.race([answer, until('a wait', isWaiting)]);
  await held.commit();
  expect(await answer).toMatchObject({ status: 401, body: { error: 'wrong_credentials' } });
});
