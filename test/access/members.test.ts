import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ROLES, type Role, scopesOf } from '#src/access/roles.ts';
import { SCOPES } from '#src/access/scopes.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf } from '#test/kit/ask.ts';
import { lockRows, waiting } from '#test/kit/disturb-database.ts';
import { mutate } from '#test/kit/mutate.ts';
import { addPerson, Browser, movableClock, PASSWORD, type Person, signedIn } from '#test/kit/people.ts';
import { seed } from '#test/kit/seed.ts';
import { knownSocket, Socket } from '#test/kit/socket.ts';
import { until } from '#test/kit/until.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const clock = movableClock();
let system: TestSystem;
const people = {} as Record<Role, Person>;

beforeAll(async () => {
  system = await startTestSystem({ adjust: (app) => Object.assign(app, { clock }) });
  for (const role of ROLES) people[role] = await addPerson(system.app, system.ctx.actor.tenantId, role);
});
afterAll(() => system[Symbol.asyncDispose]());

const add = (role: Role, name: string) => addPerson(system.app, system.ctx.actor.tenantId, role, name);

/** A socket of a signed-in person, as a page of the server opens it. */
async function pageSocket(browser: Browser): Promise<Socket> {
  const socket = await new Socket(system, { origin: system.url, cookie: browser.cookie }).opened();
  socket.send({ type: 'connection_init' });
  expect((await socket.next()).type).toBe('connection_ack');
  return socket;
}

describe('roles', () => {
  it('each hold what those before them hold, and the owner everything', () => {
    for (const [i, role] of ROLES.entries())
      for (const lesser of ROLES.slice(0, i))
        expect([...scopesOf(role)]).toEqual(expect.arrayContaining([...scopesOf(lesser)]));
    expect([...scopesOf('owner')].sort()).toEqual([...SCOPES].sort());
    expect([...scopesOf('viewer')].filter((scope) => /write|generate|admin/.test(scope))).toEqual([]);
  });

  it('say what a session may do', async () => {
    const viewer = await signedIn(system, people.viewer);
    expect(await viewer.mutate('putSecret', { name: 'mine', value: 'v' }, 'reference')).toMatchObject({
      code: 'missing_scope',
    });
    const admin = await signedIn(system, people.admin);
    expect(await admin.mutate('putSecret', { name: 'mine', value: 'v' }, 'reference')).toMatchObject({
      reference: 'secret:mine',
    });
    expect(await admin.mutate('updateTenant', { name: 'Ours' }, 'tenant { name }')).toMatchObject({
      code: 'missing_scope',
    });
  });

  it('bound the tokens of their people too', async () => {
    const gil = await add('admin', 'gil');
    const browser = await signedIn(system, gil);
    const { text } = await browser.mutate(
      'mintToken',
      { name: 't', scopes: ['findings:read', 'members:write'] },
      'text',
    );
    const scopes = async () => (await ask(system, text, '{ viewer { scopes } }')).body.data.viewer.scopes;
    expect(await scopes()).toEqual(['findings:read', 'members:write']);
    await mutate(system, 'changeMemberRole', { memberId: gil.publicId, role: 'VIEWER' }, 'member { role }');
    expect(await scopes()).toEqual(['findings:read']);
  });
});

describe('a change of role', () => {
  it('holds at once, on open sockets within a second, and is audited with before and after', async () => {
    const eve = await add('member', 'eve');
    const browser = await signedIn(system, eve);
    using socket = await pageSocket(browser);
    await mutate(system, 'changeMemberRole', { memberId: eve.publicId, role: 'VIEWER' }, 'member { role }');
    expect(await socket.closed).toEqual({ code: 4205, reason: 'rights_changed' });
    expect((await browser.ask('{ viewer { scopes member { role } } }')).body.data.viewer).toMatchObject({
      member: { role: 'VIEWER' },
      scopes: [...scopesOf('viewer')].sort(),
    });
    const [row] = await system.app.system.query<{ detail: unknown }>(
      `select detail from audit_events where action = 'member.role_changed' and subject_id = $1`,
      [eve.memberId],
    );
    expect(row!.detail).toEqual({ before: { role: 'member' }, after: { role: 'viewer' } });
  });

  it('reaches nobody above the one who changes it, in neither direction', async () => {
    const admin = await signedIn(system, people.admin);
    const change = (who: Person, role: string) =>
      admin.mutate('changeMemberRole', { memberId: who.publicId, role }, 'member { role }');
    expect(await change(people.owner, 'VIEWER')).toMatchObject({ code: 'role_too_high' });
    expect(await change(people.admin, 'OWNER')).toMatchObject({ code: 'role_too_high' });
    expect(await change(people.member, 'ADMIN')).toMatchObject({ member: { role: 'ADMIN' } });
    expect(await change(people.member, 'MEMBER')).toMatchObject({ member: { role: 'MEMBER' } });
    const member = await signedIn(system, people.member);
    expect(
      await member.mutate('changeMemberRole', { memberId: people.viewer.publicId, role: 'MEMBER' }, 'member { role }'),
    ).toMatchObject({
      code: 'missing_scope',
    });
  });

  it('leaves one owner, even when two step down at once', async () => {
    const tenant = await seed(system.app).tenant();
    const owners = [
      await addPerson(system.app, tenant.id, 'owner', 'one'),
      await addPerson(system.app, tenant.id, 'owner', 'two'),
    ];
    const { text } = await tenant.token();
    const down = (who: Person) =>
      mutate(system, 'changeMemberRole', { memberId: who.publicId, role: 'MEMBER' }, 'member { role }', text);
    // Both come to the rows while somebody holds them, so that they go on at the same moment.
    await using rows = await lockRows(
      system.databaseUrl,
      `select 1 from memberships where tenant_id = '${tenant.id}' for update`,
    );
    const both = Promise.all(owners.map(down));
    await until('two wait', async () => (await waiting(system.databaseUrl)) === 2);
    await rows.release();
    const answers = await both;
    expect(answers.map((answer) => answer.code ?? 'done').sort()).toEqual(['done', 'last_owner']);
    const [left] = await system.app.system.query<{ id: string }>(
      `select id from memberships where tenant_id = $1 and role = 'owner'`,
      [tenant.id],
    );
    const last = owners.find((owner) => owner.memberId === left!.id)!;
    expect(await mutate(system, 'removeMember', { memberId: last.publicId }, 'memberId', text)).toMatchObject({
      code: 'last_owner',
    });
  });
});

describe('a member who is removed', () => {
  it('is out at once: findings unassigned with history, sessions and tokens ended, sockets closed', async () => {
    const fay = await add('admin', 'fay');
    const browser = await signedIn(system, fay);
    const minted = await browser.mutate('mintToken', { name: 'mine', scopes: ['findings:read'] }, 'text');
    const finding = await (await (await seed(system.app).defaultTenant()).scan()).finding();
    expect(
      await browser.mutate('assignFinding', { findingId: finding.publicId, memberId: fay.publicId }, 'finding { id }'),
    ).toMatchObject({
      finding: { id: finding.publicId },
    });
    using page = await pageSocket(browser);
    using program = await knownSocket(system, minted.text);
    expect(
      await mutate(system, 'removeMember', { memberId: fay.publicId }, 'memberId unassignedFindings revokedTokens'),
    ).toEqual({
      __typename: 'RemoveMemberPayload',
      memberId: fay.publicId,
      unassignedFindings: 1,
      revokedTokens: 1,
    });
    expect(await page.closed).toEqual({ code: 4403, reason: 'invalid_session' });
    expect(await program.closed).toEqual({ code: 4403, reason: 'invalid_token' });
    expect((await browser.ask('{ viewer { scopes } }')).status).toBe(401);
    expect((await ask(system, minted.text, '{ viewer { scopes } }')).status).toBe(401);
    expect((await new Browser(system).signIn(fay.email)).status).toBe(401);
    const query =
      'query($id: ID!) { finding(id: $id) { assignee { id } history { nodes { kind from to author { userId } } } } }';
    const { finding: now } = await dataOf(ask(system, OWNER, query, { id: finding.publicId }));
    expect(now.assignee).toBeNull();
    expect(now.history.nodes).toHaveLength(2);
  });
});

describe('an invitation', () => {
  const invite = async (input: Record<string, unknown>, token = OWNER) =>
    mutate(system, 'inviteMember', input, 'text url invitation { id email role }', token);
  const accept = (invitation: string, more: Record<string, unknown> = {}, browser = new Browser(system)) =>
    browser.post('/auth/accept-invitation', { invitation, password: PASSWORD, ...more });

  it('makes whoever has the link a member, once', async () => {
    const { text, url, invitation } = await invite({ email: 'New.Person@Example.com', role: 'MEMBER' });
    expect(invitation).toMatchObject({ email: 'new.person@example.com', role: 'MEMBER' });
    expect(url).toBe(`/app/invitation#${text}`);
    const shown = await new Browser(system).post('/auth/invitation', { invitation: text });
    expect(shown.body).toEqual({ tenant: 'Default', email: 'new.person@example.com', role: 'member', known: false });
    expect((await accept(text, { password: 'short' })).body).toMatchObject({ error: 'password_refused' });
    const [one, two] = [new Browser(system), new Browser(system)];
    const answers = await Promise.all([accept(text, { name: 'New Person' }, one), accept(text, {}, two)]);
    expect(answers.map(({ status }) => status).sort()[0]).toBe(200);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const winner = answers[0]!.status === 200 ? one : two;
    const { viewer } = (await winner.ask('{ viewer { session { method } member { email role } } }')).body.data;
    expect(viewer).toEqual({
      session: { method: 'INVITATION' },
      member: { email: 'new.person@example.com', role: 'MEMBER' },
    });
    expect((await accept(text)).body).toMatchObject({ error: 'invalid_invitation' });
    expect((await new Browser(system).signIn('new.person@example.com')).status).toBe(200);
    expect(await invite({ email: 'new.person@example.com', role: 'VIEWER' })).toMatchObject({ code: 'already_member' });
  });

  it('is good for nothing when it is too old, revoked or made up', async () => {
    const old = await invite({ email: 'late@example.com', role: 'VIEWER', days: 1 });
    expect(await invite({ email: 'late@example.com', role: 'VIEWER' })).toMatchObject({ code: 'already_invited' });
    clock.forward(25 * 3_600_000);
    const revoked = await invite({ email: 'revoked@example.com', role: 'VIEWER' });
    await mutate(system, 'revokeInvitation', { invitationId: revoked.invitation.id }, 'invitation { revokedAt }');
    const answers = await Promise.all([old.text, revoked.text, 'inv_made-up'].map((text) => accept(text)));
    expect(answers.map(({ status, body }) => [status, body.error, body.message])).toEqual(
      answers.map(() => [404, 'invalid_invitation', answers[0]!.body.message]),
    );
    expect(await invite({ email: 'late@example.com', role: 'VIEWER' })).toMatchObject({
      invitation: { email: 'late@example.com' },
    });
  });

  it('gives at most what the one who invites holds', async () => {
    const { text } = await (await signedIn(system, people.admin)).mutate(
      'mintToken',
      { name: 't', scopes: ['members:write', 'findings:read'] },
      'text',
    );
    expect(await invite({ email: 'x@example.com', role: 'VIEWER' }, text)).toMatchObject({ code: 'role_too_high' });
    const admin = await signedIn(system, people.admin);
    expect(await admin.mutate('inviteMember', { email: 'x@example.com', role: 'OWNER' }, 'text')).toMatchObject({
      code: 'role_too_high',
    });
    const member = await signedIn(system, people.member);
    expect(await member.mutate('inviteMember', { email: 'x@example.com', role: 'VIEWER' }, 'text')).toMatchObject({
      code: 'missing_scope',
    });
    expect((await member.ask('{ invitations { totalCount } }')).body.errors[0].extensions.code).toBe('MISSING_SCOPE');
  });

  it('is no way into the account that somebody has elsewhere', async () => {
    const elsewhere = await seed(system.app).tenant();
    const hal = await addPerson(system.app, elsewhere.id, 'owner', 'hal');
    const { text } = await invite({ email: hal.email, role: 'VIEWER' });
    expect((await new Browser(system).post('/auth/invitation', { invitation: text })).body).toMatchObject({
      known: true,
    });
    expect((await accept(text, { password: 'a password of the inviter' })).body).toMatchObject({
      error: 'wrong_credentials',
    });
    // Nor when they have no password at all.
    await system.app.system.query('delete from user_passwords where user_id = $1', [hal.userId]);
    expect((await accept(text, { password: 'a password of the inviter' })).body).toMatchObject({
      error: 'wrong_credentials',
    });
    const again = await addPerson(system.app, elsewhere.id, 'member', 'ida');
    const second = await invite({ email: again.email, role: 'VIEWER' });
    const { status, body } = await accept(second.text);
    expect({ status, slugs: body.tenants?.length, here: body.tenant?.slug }).toEqual({
      status: 200,
      slugs: 2,
      here: 'default',
    });
    const chosen = await new Browser(system).post('/auth/sign-in', {
      email: again.email,
      password: PASSWORD,
      tenant: `tenant-${elsewhere.id}`,
    });
    expect(chosen.body.tenant.slug).toBe(`tenant-${elsewhere.id}`);
  });
});
