import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask } from '#test/kit/ask.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

async function mint(input: Record<string, unknown>) {
  const document = `mutation($input: MintTokenInput!) { mintToken(input: $input) {
    ... on MintTokenPayload { token { scopes } } ... on Problem { code path } } }`;
  const { body } = await ask(system, OWNER, document, { input: { name: 'one', scopes: ['scans:read'], ...input } });
  return body.data.mintToken;
}

async function invite(email: string) {
  const document = `mutation($email: String!) { inviteMember(input: { email: $email, role: VIEWER }) {
    ... on InviteMemberPayload { invitation { email } } ... on Problem { code path } } }`;
  return (await ask(system, OWNER, document, { email })).body.data.inviteMember;
}

describe('a new token', () => {
  it.each([
    new Date(Date.now() - 1000).toISOString(),
    '0000-01-01T00:00:00Z',
  ])('that would have ended already is refused: %s', async (expiresAt) => {
    expect(await mint({ expiresAt })).toEqual({ code: 'invalid_input', path: ['expiresAt'] });
  });

  it('has each scope once, however often it was named, and nobody names thousands', async () => {
    expect(await mint({ scopes: ['scans:read', 'scans:read'] })).toEqual({ token: { scopes: ['scans:read'] } });
    expect(await mint({ scopes: Array(101).fill('scans:read') })).toMatchObject({ code: 'invalid_input' });
  });
});

describe('the address of somebody who is invited', () => {
  it('is one, however its letters are composed', async () => {
    expect(await invite('Zoe\u0301@example.com')).toEqual({ invitation: { email: 'zoé@example.com' } });
    expect(await invite('zo\u00e9@example.com')).toMatchObject({ code: 'already_invited' });
  });

  it.each([
    'a\u0000@b',
    'a\u202eb@example.com',
    'a\u200b@example.com',
    '\ud800@example.com',
  ])('has nothing in it that does not show: %j', async (email) => {
    expect(await invite(email)).toMatchObject({ code: 'invalid_input', path: ['email'] });
  });
});
