import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { tenantSettings } from '#src/access/tenant-settings.ts';
import { forTenant } from '#src/platform/for-tenant.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf } from '#test/kit/ask.ts';
import { mutate } from '#test/kit/mutate.ts';
import { movableClock } from '#test/kit/people.ts';
import { seed } from '#test/kit/seed.ts';
import { knownSocket } from '#test/kit/socket.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const clock = movableClock();
let system: TestSystem;

beforeAll(async () => {
  system = await startTestSystem({ adjust: (app) => Object.assign(app, { clock }) });
});
afterAll(() => system[Symbol.asyncDispose]());

const audited = async (action: string) => {
  const rows = await system.app.system.query<{ detail: unknown }>(
    'select detail from audit_events where action = $1 order by sequence',
    [action],
  );
  return rows.map((row) => row.detail);
};

describe('a tenant', () => {
  it('is renamed by who may, with before and after in the audit log, and a slug belongs to one', async () => {
    const tenant = 'tenant { name slug }';
    expect(await mutate(system, 'updateTenant', { name: '  Acme ', slug: 'acme' }, tenant)).toMatchObject({
      tenant: { name: 'Acme', slug: 'acme' },
    });
    expect(await audited('tenant.updated')).toEqual([
      { before: { name: 'Default', slug: 'default' }, after: { name: 'Acme', slug: 'acme' } },
    ]);
    const other = await seed(system.app).tenant();
    const { text } = await other.token();
    expect(await mutate(system, 'updateTenant', { slug: 'acme' }, tenant, text)).toMatchObject({
      code: 'name_taken',
      path: ['slug'],
    });
    expect(await mutate(system, 'updateTenant', { slug: 'No Slug' }, tenant, text)).toMatchObject({
      code: 'invalid_input',
      path: ['slug'],
    });
    const weak = await other.token({ scopes: ['settings:write'] });
    expect(await mutate(system, 'updateTenant', { name: 'X' }, tenant, weak.text)).toMatchObject({
      code: 'missing_scope',
    });
    await mutate(system, 'updateTenant', { slug: 'default' }, tenant);
  });

  it('decides for itself what the installation has a default for', async () => {
    const settings =
      'judgeConfidenceThreshold owaspLlmEdition retentionDays { events answers scans reports traces audit }';
    const nothing = { events: null, answers: null, scans: null, reports: null, traces: null, audit: null };
    const defaults = { judgeConfidenceThreshold: 0.7, owaspLlmEdition: 'E2025', retentionDays: nothing };
    expect((await dataOf(ask(system, OWNER, `{ settings { ${settings} } }`))).settings).toEqual(defaults);
    const change = (input: Record<string, unknown>) =>
      mutate(system, 'updateSettings', input, `settings { ${settings} }`);
    expect(
      await change({ judgeConfidenceThreshold: 0.9, owaspLlmEdition: 'E2026', retentionDays: { answers: 30 } }),
    ).toMatchObject({
      settings: { judgeConfidenceThreshold: 0.9, owaspLlmEdition: 'E2026', retentionDays: { ...nothing, answers: 30 } },
    });
    // What is absent stays; null is the default again.
    expect(await change({ judgeConfidenceThreshold: null, retentionDays: { events: 7 } })).toMatchObject({
      settings: {
        judgeConfidenceThreshold: 0.7,
        owaspLlmEdition: 'E2026',
        retentionDays: { ...nothing, answers: 30, events: 7 },
      },
    });
    const held = await tenantSettings(forTenant(system.app, system.ctx.actor.tenantId), system.ctx.actor.tenantId);
    expect(held).toMatchObject({
      judgeConfidenceThreshold: 0.7,
      retentionDays: { answers: 30, events: 7, audit: null },
    });
    for (const wrong of [
      { judgeConfidenceThreshold: 1.1 },
      { retentionDays: { audit: 0 } },
      { retentionDays: { scans: 36_501 } },
    ])
      expect(await change(wrong)).toMatchObject({ code: 'invalid_input' });
    expect(await audited('settings.updated')).toHaveLength(2);
    // Another tenant's are its own.
    const { text } = await (await seed(system.app).tenant()).token();
    expect((await dataOf(ask(system, text, `{ settings { ${settings} } }`))).settings).toEqual(defaults);
  });
});

describe('a token that is rotated', () => {
  it('gets a successor that may do the same, and is good until the overlap ends', async () => {
    const tenant = await seed(system.app).defaultTenant();
    const expiresAt = new Date(clock.now() + 90 * 86_400_000);
    const old = await tenant.token({ scopes: ['scans:read'], cidrs: ['127.0.0.0/8'], expiresAt });
    const fields = 'text token { id scopes allowedCidrs expiresAt } oldToken { id expiresAt replacedById }';
    const rotated = await mutate(system, 'rotateToken', { tokenId: old.publicId, overlapHours: 1 }, fields);
    expect(rotated).toMatchObject({
      token: { scopes: ['scans:read'], allowedCidrs: ['127.0.0.0/8'] },
      oldToken: { id: old.publicId, replacedById: rotated.token.id },
    });
    expect(rotated.text).toMatch(/^trb_live_/);
    const status = async (text: string) => (await ask(system, text, '{ viewer { scopes } }')).status;
    expect([await status(old.text), await status(rotated.text)]).toEqual([200, 200]);
    expect(await mutate(system, 'rotateToken', { tokenId: old.publicId }, fields)).toMatchObject({
      code: 'token_ended',
    });
    using socket = await knownSocket(system, old.text);
    clock.forward(61 * 60_000);
    expect(await socket.closed).toEqual({ code: 4403, reason: 'invalid_token' });
    expect([await status(old.text), await status(rotated.text)]).toEqual([401, 200]);
    expect(JSON.stringify(await audited('token.rotated'))).not.toContain(rotated.text);
  });

  it('at once ends at once, and only by who may do as much', async () => {
    const tenant = await seed(system.app).defaultTenant();
    const old = await tenant.token({ scopes: ['tenant:admin', 'tokens:write'] });
    const weak = await tenant.token({ scopes: ['tokens:write', 'tokens:read'] });
    const run = (token: string) =>
      mutate(system, 'rotateToken', { tokenId: old.publicId, overlapHours: 0 }, 'text', token);
    expect(await run(weak.text)).toMatchObject({ code: 'missing_scope' });
    expect(await run(OWNER)).toMatchObject({ text: expect.stringMatching(/^trb_live_/) });
    expect((await ask(system, old.text, '{ viewer { scopes } }')).body.errors[0].extensions.code).toBe('EXPIRED_TOKEN');
  });

  it('is shown once: under an idempotency key a second answer has no text and mints nothing', async () => {
    const old = await (await seed(system.app).defaultTenant()).token();
    const run = () =>
      mutate(system, 'rotateToken', { tokenId: old.publicId, idempotencyKey: 'once' }, 'text token { id }');
    const [first, second] = [await run(), await run()];
    expect(first.text).toMatch(/^trb_live_/);
    expect(second).toEqual({ ...first, text: null });
  });
});

describe('a secret', () => {
  it('goes, unless a target refers to it', async () => {
    await mutate(system, 'putSecret', { name: 'in_use', value: 'a value of the secret' }, 'reference');
    const target = {
      name: 'Bot',
      url: 'http://127.0.0.1:9/v1/chat/completions',
      llm: { model: 'm' },
      headers: [{ name: 'Authorization', value: 'Bearer secret:in_use' }],
    };
    const made = await mutate(system, 'createTarget', target, 'target { id }');
    const { nodes } = (await dataOf(ask(system, OWNER, '{ secrets { nodes { id name } } }'))).secrets;
    const { id } = nodes.find((secret: { name: string }) => secret.name === 'in_use');
    const remove = () => mutate(system, 'deleteSecret', { secretId: id }, 'secretId name');
    expect(await remove()).toMatchObject({ __typename: 'ConflictProblem', code: 'secret_in_use' });
    await mutate(system, 'deleteTarget', { targetId: made.target.id }, '__typename');
    expect(await remove()).toMatchObject({ secretId: id, name: 'in_use' });
    expect(await remove()).toMatchObject({ code: 'not_found' });
    expect(JSON.stringify(await audited('secret.deleted'))).not.toContain('a value of the secret');
  });
});

it('what the caller may spend stands in viewer.limits', async () => {
  const { viewer } = await dataOf(
    ask(system, OWNER, '{ viewer { limits { documentPoints budgets { name perMinute burst remaining resetAt } } } }'),
  );
  expect(viewer.limits.documentPoints).toBe(50_000);
  expect(viewer.limits.budgets).toMatchObject([
    { name: 'token', perMinute: 600_000 },
    { name: 'tenant', perMinute: 6_000_000 },
  ]);
  expect(viewer.limits.budgets[0].remaining).toBeLessThan(1_200_000);
});
