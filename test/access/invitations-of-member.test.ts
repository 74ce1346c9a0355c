import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Role } from '#src/access/roles.ts';
import { parseId } from '#src/platform/ids.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { lockRows, waiting } from '#test/kit/disturb-database.ts';
import { mutate } from '#test/kit/mutate.ts';
import { addPerson, Browser, PASSWORD, type Person, signedIn } from '#test/kit/people.ts';
import { until } from '#test/kit/until.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

const add = (role: Role, name: string) => addPerson(system.app, system.ctx.actor.tenantId, role, name);
const fields = 'text invitation { id }';
const invite = (browser: Browser, name: string, role: string) =>
  browser.mutate('inviteMember', { email: `${name}@example.com`, role }, fields);
const accepted = async (text: string) =>
  (await new Browser(system).post('/auth/accept-invitation', { invitation: text, password: PASSWORD })).status;
const changeTo = (who: Person, role: string) =>
  mutate(system, 'changeMemberRole', { memberId: who.publicId, role }, 'member { role }');

/** What the audit log tells of the end of an invitation. */
const told = (id: string) =>
  system.app.system.query(
    `select detail from audit_events where action = 'invitation.revoked' and subject_id = $1 and actor_token_id is not null`,
    [parseId('invitation', id)],
  );

describe('the open invitations that a member made', () => {
  it('end when the member is removed, which is audited; those of others stand', async () => {
    const ann = await add('admin', 'ann');
    const hers = await invite(await signedIn(system, ann), 'by-ann', 'ADMIN');
    const others = await invite(await signedIn(system, await add('admin', 'ben')), 'by-ben', 'VIEWER');
    await mutate(system, 'removeMember', { memberId: ann.publicId }, 'memberId');
    expect([await accepted(hers.text), await accepted(others.text)]).toEqual([404, 200]);
    const detail = { email: 'by-ann@example.com', invitedBy: ann.userId, because: 'member_removed' };
    expect(await told(hers.invitation.id)).toEqual([{ detail }]);
    // The address can be invited again, by somebody who may.
    const again = { email: 'by-ann@example.com', role: 'VIEWER' };
    expect(await mutate(system, 'inviteMember', again, fields)).toHaveProperty('invitation.id');
  });

  it('end when the member may invite no more, or not to that role', async () => {
    const cat = await add('owner', 'cat');
    const browser = await signedIn(system, cat);
    const owner = await invite(browser, 'an-owner', 'OWNER');
    const viewer = await invite(browser, 'a-viewer', 'VIEWER');
    const other = await invite(browser, 'another', 'VIEWER');
    expect(await changeTo(cat, 'ADMIN')).toMatchObject({ member: { role: 'ADMIN' } });
    expect([await accepted(owner.text), await accepted(other.text)]).toEqual([404, 200]);
    expect(await told(viewer.invitation.id)).toEqual([]);
    await changeTo(cat, 'MEMBER');
    expect(await accepted(viewer.text)).toBe(404);
    expect(await told(viewer.invitation.id)).toMatchObject([{ detail: { because: 'member_role_changed' } }]);
    expect(await told(other.invitation.id)).toEqual([]);
  });

  it('end also when one is made at that moment', async () => {
    const dan = await add('admin', 'dan');
    const browser = await signedIn(system, dan);
    await using row = await lockRows(
      system.databaseUrl,
      `select 1 from memberships where id = '${dan.memberId}' for update`,
    );
    const removed = mutate(system, 'removeMember', { memberId: dan.publicId }, 'memberId');
    await until('the removal waits', async () => (await waiting(system.databaseUrl)) === 1);
    const made = invite(browser, 'by-dan', 'VIEWER');
    await until('both wait', async () => (await waiting(system.databaseUrl)) === 2);
    await row.release();
    await Promise.all([removed, made]);
    const open = 'select email from invitations where invited_by = $1 and revoked_at is null';
    expect(await system.app.system.query(open, [dan.userId])).toEqual([]);
  });
});
