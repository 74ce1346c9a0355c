import { afterAll, beforeAll, expect, it } from 'vitest';
import { OWNER, stranger } from '#test/kit/app.ts';
import { rest } from '#test/kit/rest.ts';
import { type ReportWorld, reportWorld } from './kit.ts';

let world: ReportWorld;
beforeAll(async () => {
  world = await reportWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

it.each([
  ['a framework that is not', { frameworks: ['OWASP_LLM', 'SOC_2'] }, 400, 'framework_unknown'],
  ['an end before the beginning', { scope: { from: '2026-07-01', to: '2026-06-30' } }, 400, 'scope_invalid'],
  ['an empty scope', { scope: {} }, 400, 'scope_invalid'],
  ['no scope', { scope: undefined }, 400, 'scope_invalid'],
  ['empty lists', { scope: { endpoint_ids: [], include_severities: [] } }, 400, 'scope_invalid'],
  ['no such endpoint', { scope: { endpoint_ids: ['ep_2026_abc123'] } }, 404, 'endpoint_not_found'],
  ['no day', { scope: { from: '2026-02-30' } }, 400, 'scope_invalid'],
  ['no edition', { editions: { OWASP_LLM: '1999' } }, 400, 'edition_unknown'],
  ['another format', { format: 'docx' }, 400, 'invalid_input'],
  ['another member', { colour: 'red' }, 400, 'unknown_field'],
])('%s', async (_what, change, status, error) => {
  const answer = await world.create({ ...world.body(), ...change });
  expect([answer.status, answer.body.error]).toEqual([status, error]);
});

it('tells nobody else anything, and nobody without the scope', async () => {
  const { system, tenant } = world;
  const { id } = await world.ready();
  const other = await stranger(system.ctx);
  const absent = id.replace(/.{8}$/, '00000000');
  for (const path of [`/reports/${id}`, `/reports/${id}/download`]) {
    const theirs = await rest(system, other.token, 'GET', path);
    const nothing = await rest(system, other.token, 'GET', path.replace(id, absent));
    expect([theirs.status, theirs.body]).toEqual([404, nothing.body]);
    expect(theirs.body.error).toBe('report_not_found');
  }
  expect((await rest(system, other.token, 'DELETE', `/reports/${id}`)).status).toBe(404);
  expect((await world.create(world.body(), other.token)).body.error).toBe('endpoint_not_found');
  const reader = await tenant.token({ scopes: ['reports:read'] });
  const maker = await tenant.token({ scopes: ['reports:generate'] });
  expect((await world.create(world.body(), reader.text)).body).toMatchObject({
    error: 'missing_scope',
    scope: 'reports:generate',
  });
  const denied = await rest(system, maker.text, 'GET', `/reports/${id}`);
  expect([denied.status, denied.body.scope]).toEqual([403, 'reports:read']);
});

it('says that a report is not ready, has failed, or has expired', async () => {
  const { id } = await world.ready();
  // Queued in a moment that does not pass: nobody takes it.
  const waiting = `lease_until = now() + interval '1 day'`;
  for (const [status, http, error] of [
    ['running', 409, 'report_not_ready'],
    ['failed', 409, 'report_failed'],
    ['expired', 410, 'report_expired'],
  ] as const) {
    await world.set(id, `status = $2::report_status, ${waiting}`, status);
    const answer = await rest(world.system, OWNER, 'GET', `/reports/${id}/download`);
    expect([answer.status, answer.body.error]).toEqual([http, error]);
  }
});
