import { expect, it } from 'vitest';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import type { Json } from '#test/kit/ask.ts';
import { addPerson, Browser, PASSWORD } from '#test/kit/people.ts';
import { rest } from '#test/kit/rest.ts';
import { seed } from '#test/kit/seed.ts';
import { sql } from '#test/kit/sql.ts';

/** What the tenant's audit log holds, oldest first, once the server has stopped and written everything. */
async function auditOf(system: TestSystem, tenantId: string): Promise<Json[]> {
  return sql<Json>(
    system.databaseUrl,
    `select action, actor_user_id, actor_ip, detail from audit_events where tenant_id = '${tenantId}' order by sequence`,
  );
}

it('signing in and out and joining are in the audit log, with who, from where, and as calls', async () => {
  await using system = await startTestSystem();
  const tenant = await seed(system.app).tenant();
  const ada = await addPerson(system.app, tenant.id, 'owner');
  const { text } = await tenant.token();
  const invited = await rest(system, text, 'POST', '/invitations', { email: 'eve@example.com', role: 'viewer' });
  {
    // A second server on the same database, whose stop writes what it has noted.
    await using other = await startTestSystem({ databaseUrl: system.databaseUrl });
    const browser = new Browser(other);
    expect((await browser.signIn(ada.email)).status).toBe(200);
    expect((await browser.post('/auth/sign-out', {})).status).toBe(204);
    expect((await browser.post('/auth/sign-out', {})).status).toBe(204);
    expect((await new Browser(other).signIn(ada.email, 'not the password at all')).status).toBe(401);
    const joining = new Browser(other);
    const accept = { invitation: invited.body.url.split('#')[1], password: PASSWORD };
    expect((await joining.post('/auth/accept-invitation', accept)).status).toBe(200);
  }
  const rows = await auditOf(system, tenant.id);
  const of = (action: string) => rows.filter((row) => row.action === action);
  const from = { actor_ip: '127.0.0.1' };
  expect(of('auth.login_success')).toMatchObject([
    { ...from, actor_user_id: ada.userId, detail: { method: 'password' } },
    { ...from, detail: { method: 'invitation' } },
  ]);
  expect(of('session.ended')).toMatchObject([{ ...from, actor_user_id: ada.userId }]);
  expect(of('member.joined')).toMatchObject([{ ...from, detail: { role: 'viewer' } }]);
  const calls = of('api.call').filter(({ detail }) => detail.path.startsWith('/auth/'));
  // What nobody was signed in for, before or after, is nobody's call.
  expect(calls.map(({ detail }) => [detail.method, detail.path, detail.status]).sort()).toEqual([
    ['POST', '/auth/accept-invitation', 200],
    ['POST', '/auth/sign-in', 200],
    ['POST', '/auth/sign-out', 204],
  ]);
  for (const call of calls) expect(call).toMatchObject({ ...from, actor_user_id: expect.any(String) });
});
