import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { addPerson, Browser, movableClock, PASSWORD, type Person, signedIn } from '#test/kit/people.ts';
import { Socket } from '#test/kit/socket.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const clock = movableClock();
let system: TestSystem;
let ada: Person;

beforeAll(async () => {
  system = await startTestSystem({ adjust: (app) => Object.assign(app, { clock }) });
  ada = await addPerson(system.app, system.ctx.actor.tenantId, 'member', 'ada');
});
afterAll(() => system[Symbol.asyncDispose]());

const ME = '{ viewer { session { id lastUsedAt } } }';

async function asks(browser: Browser): Promise<string> {
  const { status, body } = await browser.ask(ME);
  return status === 200 && body.data ? 'in' : `${status} ${body.errors[0].extensions.code}`;
}

/** A browser with the same cookie, and its own from then on. */
function copyOf(browser: Browser): Browser {
  const copy = new Browser(system);
  for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
  return copy;
}

describe('a session', () => {
  it('gets a new identifier every quarter of an hour, and the old one is good for a minute more', async () => {
    const browser = await signedIn(system, ada);
    const first = copyOf(browser);
    expect(await asks(browser)).toBe('in');
    expect(browser.session).toBe(first.session);
    clock.forward(16 * MINUTE);
    expect(await asks(browser)).toBe('in');
    expect(browser.session).not.toBe(first.session);
    expect(await asks(browser)).toBe('in');
    // Requests that were under way with the old one are still answered.
    expect(await asks(first)).toBe('in');
    expect(first.session).not.toBe(browser.session);
  });

  it('survives the loss of the answer with the new identifier', async () => {
    const browser = await signedIn(system, ada);
    clock.forward(16 * MINUTE);
    const lost = copyOf(browser);
    expect(await asks(lost)).toBe('in');
    expect(lost.session).not.toBe(browser.session);
    clock.forward(2 * MINUTE);
    expect(await asks(browser)).toBe('in');
    expect(browser.session).not.toBe(lost.session);
    expect(await asks(browser)).toBe('in');
  });

  it('hands many requests at once one new identifier', async () => {
    const browser = await signedIn(system, ada);
    clock.forward(16 * MINUTE);
    const tabs = Array.from({ length: 8 }, () => copyOf(browser));
    expect(await Promise.all(tabs.map(asks))).toEqual(Array(8).fill('in'));
    const handed = tabs.filter((tab) => tab.session !== browser.session);
    expect(handed).toHaveLength(1);
    expect(await Promise.all(tabs.map(asks))).toEqual(Array(8).fill('in'));
  });

  it('ends for both when somebody comes with a copy of an identifier that was replaced', async () => {
    const browser = await signedIn(system, ada);
    const thief = copyOf(browser);
    clock.forward(16 * MINUTE);
    await asks(browser);
    await asks(browser);
    clock.forward(2 * MINUTE);
    expect(await asks(browser)).toBe('in');
    expect(await asks(thief)).toBe('401 INVALID_SESSION');
    expect(await asks(browser)).toBe('401 INVALID_SESSION');
    const rows = await system.app.system.query(
      `select 1 from audit_events where action = 'session.reused' and actor_user_id = $1`,
      [ada.userId],
    );
    expect(rows).toHaveLength(1);
  });

  it('ends when it is left alone, and in any case after its time', async () => {
    const idle = await signedIn(system, ada);
    clock.forward(12 * HOUR + MINUTE);
    expect(await asks(idle)).toBe('401 INVALID_SESSION');
    const busy = await signedIn(system, ada);
    const answers = [];
    for (let hours = 0; hours < 176; hours += 8) {
      answers.push(await asks(busy));
      clock.forward(8 * HOUR);
    }
    expect(answers.slice(0, 21)).toEqual(Array(21).fill('in'));
    expect(answers.at(-1)).toBe('401 INVALID_SESSION');
  });

  it('goes after a token: a request with both is the token’s', async () => {
    const browser = await signedIn(system, ada);
    const { body } = await browser.ask(
      '{ viewer { token { id } session { id } } }',
      {},
      { authorization: 'Bearer nonsense' },
    );
    expect(body.errors[0].extensions.code).toBe('INVALID_TOKEN');
  });
});

describe('the list of sessions', () => {
  it('has the person’s own, with device and last use, and ends one or all of them', async () => {
    const bea = await addPerson(system.app, system.ctx.actor.tenantId, 'viewer', 'bea');
    const [here, there] = [
      new Browser(system, { 'user-agent': 'Here/1' }),
      new Browser(system, { 'user-agent': 'There/2' }),
    ];
    for (const browser of [here, there]) await browser.signIn(bea.email);
    await signedIn(system, ada);
    const { sessions } = (await here.ask('{ sessions { totalCount nodes { id device address current lastUsedAt } } }'))
      .body.data;
    expect(sessions.nodes).toMatchObject([
      { device: 'There/2', current: false },
      { device: 'Here/1', current: true, address: '127.0.0.1' },
    ]);
    const other = sessions.nodes[0].id;
    expect(await here.mutate('revokeSession', { sessionId: other }, 'sessionId')).toMatchObject({ sessionId: other });
    expect(await asks(there)).toBe('401 INVALID_SESSION');
    expect(await asks(here)).toBe('in');
    // Nobody ends a stranger's.
    const adas = await signedIn(system, ada);
    const mine = (await adas.ask(ME)).body.data.viewer.session.id;
    expect(await here.mutate('revokeSession', { sessionId: mine }, 'sessionId')).toMatchObject({ code: 'not_found' });
    await there.signIn(bea.email);
    expect(await here.mutate('signOutEverywhere', { keepThis: true }, 'ended')).toMatchObject({ ended: 1 });
    expect([await asks(here), await asks(there)]).toEqual(['in', '401 INVALID_SESSION']);
    await there.signIn(bea.email);
    expect(await here.mutate('signOutEverywhere', {}, 'ended')).toMatchObject({ ended: 2 });
    expect([await asks(here), await asks(there)]).toEqual(['401 INVALID_SESSION', '401 INVALID_SESSION']);
  });

  it('signing out ends this one and takes the cookie away', async () => {
    const browser = await signedIn(system, ada);
    const copy = copyOf(browser);
    expect((await browser.fetch('/auth/sign-out', { method: 'POST', headers: { origin: system.url } })).status).toBe(
      204,
    );
    expect(browser.session).toBeUndefined();
    expect(await asks(copy)).toBe('401 INVALID_SESSION');
  });
});

describe('a new password', () => {
  it('wants the present one, has to be good, and signs out everywhere else', async () => {
    const cyd = await addPerson(system.app, system.ctx.actor.tenantId, 'member', 'cyd');
    const [here, there] = [await signedIn(system, cyd), await signedIn(system, cyd)];
    const change = (present: string, next: string) => here.mutate('changePassword', { present, next }, 'ended');
    expect(await change('not the password', 'another good password')).toMatchObject({ code: 'wrong_credentials' });
    for (const bad of ['short', 'x'.repeat(300), cyd.email, 'aaaaaaaaaaaaaa'])
      expect(await change(PASSWORD, bad), bad.slice(0, 20)).toMatchObject({ code: 'password_refused', path: ['next'] });
    expect(await change(PASSWORD, 'another good password')).toMatchObject({ ended: 1 });
    const before = here.session;
    expect([await asks(here), await asks(there)]).toEqual(['in', '401 INVALID_SESSION']);
    expect(here.session).not.toBe(before);
    expect((await new Browser(system).signIn(cyd.email)).status).toBe(401);
    expect((await new Browser(system).signIn(cyd.email, 'another good password')).status).toBe(200);
  });

  it('is not for tokens', async () => {
    const { mutate } = await import('#test/kit/mutate.ts');
    const answer = await mutate(
      system,
      'changePassword',
      { present: PASSWORD, next: 'another good password' },
      'ended',
    );
    expect(answer).toMatchObject({ __typename: 'ForbiddenProblem', code: 'session_required' });
  });

  it('is hashed anew when it was hashed at a lower cost', async () => {
    const { argon2Sync, randomBytes } = await import('node:crypto');
    const dan = await addPerson(system.app, system.ctx.actor.tenantId, 'member', 'dan');
    const nonce = randomBytes(16);
    const tag = argon2Sync('argon2id', {
      message: PASSWORD,
      nonce,
      memory: 1024,
      passes: 1,
      parallelism: 1,
      tagLength: 32,
    });
    const plain = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
    const weak = `$argon2id$v=19$m=1024,t=1,p=1$${plain(nonce)}$${plain(tag)}`;
    await system.app.system.query('update user_passwords set hash = $2 where user_id = $1', [dan.userId, weak]);
    expect((await new Browser(system).signIn(dan.email)).status).toBe(200);
    const [row] = await system.app.system.query<{ hash: string }>(
      'select hash from user_passwords where user_id = $1',
      [dan.userId],
    );
    expect(row!.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await new Browser(system).signIn(dan.email)).status).toBe(200);
  });
});

describe('a page of another origin', () => {
  const evil = { origin: 'https://evil.example' };

  it('does nothing with the session of whoever looks at it', async () => {
    const browser = await signedIn(system, ada);
    const refused = await browser.ask('mutation { signOutEverywhere(input: {}) { __typename } }', {}, evil);
    expect({ status: refused.status, code: refused.body.errors[0].extensions.code }).toEqual({
      status: 403,
      code: 'FOREIGN_ORIGIN',
    });
    const answers = [
      await browser.ask(ME, {}, { origin: 'null' }),
      await browser.fetch('/auth/sign-out', { method: 'POST', headers: evil }),
      await browser.fetch(`/graphql?query=${encodeURIComponent(ME)}`, {
        headers: { ...evil, accept: 'application/json' },
      }),
      await browser.fetch(`/graphql?query=${encodeURIComponent(ME)}`, {
        headers: { 'sec-fetch-site': 'cross-site', accept: 'application/json' },
      }),
      await browser.fetch('/api/v2/scans', {
        method: 'POST',
        headers: { ...evil, 'content-type': 'application/json' },
        body: '{}',
      }),
      // Browsers send an origin with every post: whoever sends none holds a cookie that is not theirs.
      await browser.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: ME }),
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
    expect(await asks(browser)).toBe('in');
  });

  it('signs nobody in', async () => {
    const { status, body } = await new Browser(system).post(
      '/auth/sign-in',
      { email: ada.email, password: PASSWORD },
      evil,
    );
    expect({ status, error: body.error }).toEqual({ status: 403, error: 'foreign_origin' });
  });

  it('opens no socket, and a program’s socket takes no cookie', async () => {
    const { cookie } = await signedIn(system, ada);
    await expect(new Socket(system, { ...evil, cookie }).opened()).rejects.toThrow('403');
    const program = await new Socket(system, { cookie }).opened();
    program.send({ type: 'connection_init' });
    expect(await program.closed).toEqual({ code: 4401, reason: 'missing_token' });
  });
});
