import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { bootstrap } from '#src/access/bootstrap.ts';
import { runUserCommand } from '#src/access/user-command.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { Browser, PASSWORD } from '#test/kit/people.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let system: TestSystem;

beforeAll(async () => {
  system = await startTestSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

async function run(argv: string[], line = ''): Promise<{ status: number; text: string }> {
  let text = '';
  const write = (part: string) => {
    text += part;
  };
  const status = await runUserCommand(argv, { db: system.app.system, write, readLine: async () => line });
  return { status, text };
}

it('sets the password of the first owner, who then signs in, and ends the sessions that were', async () => {
  expect(await run(['list'])).toEqual({ status: 0, text: 'default\towner\towner@localhost\tsigns in by: not yet\n' });
  expect(await run(['password', 'owner@localhost'], 'short')).toMatchObject({ status: 1 });
  expect(await run(['password', 'nobody@localhost'], PASSWORD)).toEqual({
    status: 1,
    text: 'Nobody has the address nobody@localhost.\n',
  });
  expect((await run(['password', 'Owner@localhost'], PASSWORD)).status).toBe(0);
  const browser = new Browser(system);
  expect((await browser.signIn('owner@localhost')).status).toBe(200);
  expect(await run(['password', 'owner@localhost'], 'another good password')).toMatchObject({
    status: 0,
    text: expect.stringContaining('1 sessions'),
  });
  expect((await browser.ask('{ viewer { scopes } }')).status).toBe(401);
});

it('prints invitations that are good, and its usage for what it does not understand', async () => {
  const { status, text } = await run(['invite', 'ada@example.com', '--role', 'admin']);
  expect(status).toBe(0);
  const [invitation] = /inv_[\w-]+/.exec(text)!;
  const browser = new Browser(system);
  expect((await browser.post('/auth/accept-invitation', { invitation, password: PASSWORD })).status).toBe(200);
  expect((await browser.ask('{ viewer { member { role } } }')).body.data.viewer.member.role).toBe('ADMIN');
  expect(await run(['invite', 'x@example.com', '--tenant', 'nowhere'])).toMatchObject({ status: 1 });
  for (const argv of [
    [],
    ['list', 'x'],
    ['password'],
    ['password', 'no address'],
    ['invite', 'x@y', '--role', 'king'],
    ['dance'],
  ])
    expect((await run(argv)).status, argv.join(' ')).toBe(2);
});

it('a first start without a given token makes an invitation by which the owner sets a password', async () => {
  await using empty = await startTestSystem({ config: { ownerEmail: 'ada@example.com' } });
  // As a database is before its first start.
  await empty.app.system.transaction(async (tx) => {
    await tx.query(`set local session_replication_role = 'replica'`);
    for (const table of ['audit_events', 'tokens', 'memberships', 'users', 'tenants'])
      await tx.query(`delete from ${table}`);
  });
  empty.app.config.bootstrapToken = null;
  const first = await bootstrap(empty.app);
  expect(first!.token).toMatch(/^trb_live_/);
  expect(await bootstrap(empty.app)).toBeNull();
  const browser = new Browser(empty);
  expect(
    (await browser.post('/auth/accept-invitation', { invitation: first!.invitation, password: PASSWORD, name: 'Ada' }))
      .status,
  ).toBe(200);
  const { viewer } = (await browser.ask('{ viewer { member { name email role } } }')).body.data;
  expect(viewer.member).toEqual({ name: 'Ada', email: 'ada@example.com', role: 'OWNER' });
});
