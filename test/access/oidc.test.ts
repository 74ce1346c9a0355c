import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { mutate } from '#test/kit/mutate.ts';
import { type OidcServer, startOidc, throughProvider } from '#test/kit/oidc.ts';
import { addPerson, Browser, movableClock } from '#test/kit/people.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const clock = movableClock();
let system: TestSystem;
let provider: OidcServer;

beforeAll(async () => {
  system = await startTestSystem({ adjust: (app) => Object.assign(app, { clock }) });
  provider = await startOidc(`${system.url}/auth/oidc/callback`);
  const { issuer, clientId, clientSecret } = provider;
  system.app.config.oidc = { issuer, clientId, clientSecret, allowedDomains: ['example.com'] };
});
afterAll(async () => {
  await provider[Symbol.asyncDispose]();
  await system[Symbol.asyncDispose]();
});

let people = 0;
beforeEach(() => {
  people += 1;
  provider.account = {
    sub: `subject-${people}`,
    email: `person-${people}@example.com`,
    email_verified: true,
    name: 'Per Son',
  };
});

const invite = (email: string, role = 'MEMBER') => mutate(system, 'inviteMember', { email, role }, 'text');

/** Begins in a browser, and answers where the provider sends it back to. */
async function begin(browser: Browser, returnTo = '/app/findings'): Promise<string> {
  const response = await browser.fetch(`/auth/oidc/start?return_to=${encodeURIComponent(returnTo)}`);
  expect(response.status).toBe(303);
  return throughProvider(response.headers.get('location')!);
}

async function comeBack(browser: Browser, url: string, headers: Record<string, string> = {}) {
  const response = await browser.fetch(url, { headers });
  const text = await response.text();
  const error = text.startsWith('{') ? JSON.parse(text).error : undefined;
  return { status: response.status, location: response.headers.get('location'), error };
}

const signIn = async (browser = new Browser(system)) => ({
  ...(await comeBack(browser, await begin(browser))),
  browser,
});

describe('signing in by OpenID Connect', () => {
  it('lets in who was invited by a verified address, and knows them again', async () => {
    const email = `person-${people}@example.com`;
    await invite(email);
    const { status, location, browser } = await signIn();
    expect({ status, location }).toEqual({ status: 303, location: '/app/findings' });
    const { viewer } = (await browser.ask('{ viewer { session { method } member { name email role } } }')).body.data;
    expect(viewer).toEqual({ session: { method: 'OIDC' }, member: { name: 'Per Son', email, role: 'MEMBER' } });
    // The address may change at the provider: the subject counts.
    provider.account = { ...provider.account, email: 'renamed@example.com' };
    expect((await signIn()).status).toBe(303);
    expect(browser.set.some((line) => /^tribunal_oidc=;.*Max-Age=0/.test(line))).toBe(true);
    expect(browser.set.find((line) => /^tribunal_oidc=[^;]/.test(line))).toMatch(
      /HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly/,
    );
  });

  it('links a member by their verified address, and takes away the password that somebody else may know', async () => {
    const member = await addPerson(system.app, system.ctx.actor.tenantId, 'admin', 'linked');
    const before = new Browser(system);
    await before.signIn(member.email);
    provider.account = { ...provider.account, email: member.email };
    const { browser } = await signIn();
    expect((await browser.ask('{ viewer { member { role } } }')).body.data.viewer.member.role).toBe('ADMIN');
    expect((await before.ask('{ viewer { scopes } }')).status).toBe(401);
    expect((await new Browser(system).signIn(member.email)).status).toBe(401);
    // Another subject with the same address is somebody else.
    provider.account = { ...provider.account, sub: 'the-next-one-with-that-address' };
    expect(await signIn()).toMatchObject({ status: 403, error: 'not_invited' });
  });

  it.each([
    ['was not invited', {}],
    ['has an address that is not verified', { email_verified: false }],
    ['has an address of another domain', { email: 'person@elsewhere.example' }],
    ['names no address', { email: undefined }],
  ])('keeps out who %s', async (why, account) => {
    if (why !== 'was not invited')
      await invite(String((account as { email?: string }).email ?? provider.account.email));
    provider.account = { ...provider.account, ...account };
    const { status, error, browser } = await signIn();
    expect({ status, error }).toEqual({ status: 403, error: 'not_invited' });
    expect(browser.session).toBeUndefined();
  });

  it('tells a person on the page that they know', async () => {
    const browser = new Browser(system);
    const back = await comeBack(browser, await begin(browser), { accept: 'text/html' });
    expect(back).toMatchObject({ status: 303, location: '/app/sign-in?error=not_invited' });
  });

  it.each([
    ['another state', (url: URL) => url.searchParams.set('state', 'x'.repeat(43))],
    ['no state', (url: URL) => url.searchParams.delete('state')],
    ['the answer of another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example')],
    [
      'an answer that names no issuer, where the provider says that it does',
      (url: URL) => url.searchParams.delete('iss'),
    ],
    ['a made-up code', (url: URL) => url.searchParams.set('code', 'made-up')],
    ['no code', (url: URL) => url.searchParams.delete('code')],
    ['an error', (url: URL) => url.searchParams.set('error', 'access_denied')],
  ])('refuses %s', async (_what, change) => {
    await invite(provider.account.email!);
    const browser = new Browser(system);
    const url = new URL(await begin(browser));
    change(url);
    expect(await comeBack(browser, url.href)).toMatchObject({ status: 401, error: 'sign_in_failed' });
    expect(browser.session).toBeUndefined();
  });

  it('refuses an answer in a browser that did not ask, one that comes twice, and one that comes too late', async () => {
    await invite(provider.account.email!);
    const [mine, other] = [new Browser(system), new Browser(system)];
    const url = await begin(mine);
    expect(await comeBack(other, url)).toMatchObject({ status: 401, error: 'sign_in_failed' });
    // Somebody who began a trip of their own does not get in by the answer to this one either.
    await begin(other);
    expect(await comeBack(other, url)).toMatchObject({ status: 401, error: 'sign_in_failed' });
    expect(await comeBack(mine, url)).toMatchObject({ status: 303 });
    expect(await comeBack(mine, url)).toMatchObject({ status: 401, error: 'sign_in_failed' });
    const late = new Browser(system);
    const lateUrl = await begin(late);
    clock.forward(11 * 60_000);
    expect(await comeBack(late, lateUrl)).toMatchObject({ status: 401, error: 'sign_in_failed' });
  });

  it('refuses an ID token with the nonce of another trip', async () => {
    await invite(provider.account.email!);
    const browser = new Browser(system);
    const start = await browser.fetch('/auth/oidc/start');
    const asked = new URL(start.headers.get('location')!);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      code_challenge_method: 'S256',
      response_type: 'code',
      scope: 'openid email profile',
    });
    asked.searchParams.set('nonce', 'another');
    expect(await comeBack(browser, await throughProvider(asked.href))).toMatchObject({
      status: 401,
      error: 'sign_in_failed',
    });
  });

  it('sends nobody to another site afterwards', async () => {
    await invite(provider.account.email!);
    for (const path of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '\\\\evil',
      'javascript:alert(1)',
      '/x\ny',
    ]) {
      const browser = new Browser(system);
      expect(await comeBack(browser, await begin(browser, path)), path).toMatchObject({
        status: 303,
        location: '/app',
      });
    }
  });

  it('says so where there is no provider, or where it cannot be asked', async () => {
    await using none = await startTestSystem();
    expect(await (await fetch(`${none.url}/auth/methods`)).json()).toEqual({ password: true, oidc: false });
    expect((await fetch(`${none.url}/auth/oidc/start`)).status).toBe(404);
    none.app.config.oidc = { issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: null, allowedDomains: [] };
    const away = await fetch(`${none.url}/auth/oidc/start`);
    expect({ status: away.status, error: (await away.json()).error }).toEqual({
      status: 502,
      error: 'upstream_failed',
    });
  });

  it('keeps codes and tokens out of the log', () => {
    expect(system.log.join('\n')).not.toMatch(/eyJ|code=|a-secret-of-the-client/);
  });
});
