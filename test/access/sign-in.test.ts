import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { addPerson, Browser, PASSWORD, type Person, signedIn } from '#test/kit/people.ts';
import { until } from '#test/kit/until.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let system: TestSystem;
let ada: Person;

beforeAll(async () => {
  system = await startTestSystem();
  ada = await addPerson(system.app, system.ctx.actor.tenantId, 'member', 'ada');
});
afterAll(() => system[Symbol.asyncDispose]());

const VIEWER = '{ viewer { scopes token { id } session { id current method } member { email role } } }';

describe('signing in by password', () => {
  it('gives a session with the scopes of the person’s role', async () => {
    const browser = new Browser(system, { 'user-agent': 'Mosaic/1.0' });
    const { status, body } = await browser.signIn(ada.email.toUpperCase());
    expect({ status, body }).toMatchObject({ status: 200, body: { tenant: { slug: 'default' }, tenants: [{}] } });
    const { data } = (await browser.ask(VIEWER)).body;
    expect(data.viewer).toMatchObject({
      token: null,
      session: { current: true, method: 'PASSWORD' },
      member: { email: ada.email, role: 'MEMBER' },
    });
    expect(data.viewer.scopes).toContain('findings:write');
    expect(data.viewer.scopes).not.toContain('members:write');
  });

  it('sets a cookie that scripts, other sites and other paths do not have', async () => {
    const browser = await signedIn(system, ada);
    const [line] = browser.set;
    expect(line).toMatch(/^tribunal_session=[\w-]{43}; /);
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=604800']) expect(line).toContain(part);
    expect(line).not.toMatch(/Domain|Secure/);
    const [stored] = await system.app.system.query<{ row: string }>('select sessions::text as row from sessions');
    expect(stored!.row).not.toContain(browser.session);
  });

  it('behind TLS binds the cookie to this very host', async () => {
    await using behind = await startTestSystem({ config: { publicUrl: 'https://tribunal.example.com' } });
    const person = await addPerson(behind.app, behind.ctx.actor.tenantId, 'viewer');
    const browser = new Browser(behind);
    await browser.post(
      '/auth/sign-in',
      { email: person.email, password: PASSWORD },
      { origin: 'https://tribunal.example.com' },
    );
    expect(browser.set[0]).toMatch(/^__Host-tribunal_session=[\w-]{43}; .*Secure/);
  });

  it('answers the same to a wrong password, an unknown address and somebody without a password', async () => {
    const answers = [];
    for (const email of [ada.email, 'nobody@example.com', 'owner@localhost']) {
      const { status, body } = await new Browser(system).signIn(email, 'not the password at all');
      answers.push({ status, error: body.error, message: body.message, members: Object.keys(body) });
    }
    expect(answers[0]).toMatchObject({ status: 401, error: 'wrong_credentials' });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('is noted in the audit log, right or wrong', async () => {
    const person = await addPerson(system.app, system.ctx.actor.tenantId, 'viewer');
    await new Browser(system).signIn(person.email, 'not the password at all');
    await signedIn(system, person);
    const actions = await until('both rows', async () => {
      const rows = await system.app.system.query<{ action: string; result: string }>(
        `select action, result from audit_events where actor_user_id = $1 and action <> 'api.call'`,
        [person.userId],
      );
      return rows.length === 2 ? rows : null;
    });
    expect(actions).toEqual(
      expect.arrayContaining([
        { action: 'auth.login_failure', result: 'failure' },
        { action: 'auth.login_success', result: 'success' },
      ]),
    );
  });

  it('ends the session that the browser had before, and never takes its identifier over', async () => {
    const browser = await signedIn(system, ada);
    const before = browser.session!;
    await browser.signIn(ada.email);
    expect(browser.session).not.toBe(before);
    const thief = new Browser(system);
    thief.cookies.set('tribunal_session', before);
    expect((await thief.ask(VIEWER)).status).toBe(401);
    // Nor one that somebody planted.
    const planted = new Browser(system);
    planted.cookies.set('tribunal_session', 'x'.repeat(43));
    await planted.signIn(ada.email);
    expect(planted.session).not.toBe('x'.repeat(43));
  });

  it('refuses inputs of any shape without a word about the server', async () => {
    const browser = new Browser(system);
    for (const body of [
      null,
      [],
      'x',
      {},
      { email: 1, password: {} },
      { email: 'a@b', password: 'x'.repeat(5000) },
      { email: 'a@b', password: 'p', more: 1 },
    ]) {
      const { status, body: answer } = await browser.post('/auth/sign-in', body);
      expect({ status, error: answer.error }).toEqual({ status: 400, error: 'invalid_input' });
    }
    const plain = await browser.post('/auth/sign-in', {}, { 'content-type': 'text/plain' });
    expect(plain.status).toBe(415);
  });

  it('of a flood lets a bounded number in at once, and the server goes on', async () => {
    await using flooded = await startTestSystem({ config: { trustedProxies: ['127.0.0.1'] } });
    const tries = Array.from({ length: 200 }, (_, i) =>
      new Browser(flooded, { 'x-forwarded-for': `203.0.113.${i}` }).signIn(`nobody-${i}@example.com`),
    );
    const statuses = (await Promise.all(tries)).map(({ status, body }) => `${status} ${body.error}`);
    expect(new Set(statuses)).toEqual(new Set(['401 wrong_credentials', '429 rate_limited']));
    expect((await fetch(`${flooded.url}/livez`)).status).toBe(200);
  });
});

describe('guesses', () => {
  it('for one account are refused after ten, for known and unknown ones alike, and from elsewhere the owner still comes in', async () => {
    await using own = await startTestSystem({ config: { trustedProxies: ['127.0.0.1'] } });
    const bob = await addPerson(own.app, own.ctx.actor.tenantId, 'member');
    for (const email of [bob.email, 'nobody@example.com']) {
      const statuses = [];
      const guesser = new Browser(own, { 'x-forwarded-for': '203.0.113.7' });
      for (let i = 0; i < 11; i += 1) statuses.push((await guesser.signIn(email, `guess number ${i}`)).status);
      expect(statuses).toEqual([...Array(10).fill(401), 429]);
    }
    const locked = await new Browser(own, { 'x-forwarded-for': '203.0.113.7' }).signIn(bob.email);
    expect(locked).toMatchObject({ status: 429, body: { error: 'rate_limited' } });
    expect(locked.body.retry_after_seconds).toBeGreaterThan(0);
    expect((await new Browser(own, { 'x-forwarded-for': '198.51.100.1' }).signIn(bob.email)).status).toBe(200);
  });

  it('of one address are refused, whomever they are for, with the address taken from trusted proxies alone', async () => {
    await using own = await startTestSystem();
    // The header is the caller's own words here, and changes nothing.
    const tries = Array.from({ length: 400 }, (_, i) =>
      new Browser(own, { 'x-forwarded-for': `203.0.113.${i}` }).post('/auth/invitation', { invitation: `${i}` }),
    );
    expect(new Set((await Promise.all(tries)).map(({ status }) => status))).toEqual(new Set([404, 429]));
  });

  it('that are right are no guesses', async () => {
    await using own = await startTestSystem();
    const carla = await addPerson(own.app, own.ctx.actor.tenantId, 'member');
    for (let i = 0; i < 12; i += 1) expect((await new Browser(own).signIn(carla.email)).status).toBe(200);
  });
});
