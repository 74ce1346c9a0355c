import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '#src/access/scopes.ts';
import { type Row, scopesOf } from '#src/server/rest/row.ts';
import { ROWS } from '#src/server/rest/rows.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';
import { requestOf } from '#test/kit/rest-request.ts';
import { type RestWorld, restWorld } from '#test/kit/rest-world.ts';

// Default deny: each route says what it needs, and whoever has everything but that is told its name and changes nothing.

let system: TestSystem;
let world: RestWorld;
beforeAll(async () => {
  system = await startTestSystem({ config: { restLimits: generousLimits() } });
  world = await restWorld(system.app);
});
afterAll(() => system[Symbol.asyncDispose]());

/** What is the same for everybody, and what a token may always know of its own tenant. */
const OPEN = [
  'GET /me',
  'GET /probes',
  'GET /probes/{id}',
  'GET /frameworks',
  'GET /frameworks/{slug}/controls',
  'GET /settings',
];
/** Nobody gives a token more than they have, and these give. */
const GIVE = ['POST /tokens', 'POST /tokens/{id}/rotate'];

const named = ROWS.map((row) => [`${row.method} ${row.path}`, row] as const);
const guarded = named.flatMap(([name, row]) => scopesOf(row).map((scope) => [name, scope, row] as const));
const alone = named.filter(([name, row]) => row.scope !== null && !GIVE.includes(name));

async function ask(row: Row, token: string) {
  const { path, body } = requestOf(row, world.real);
  return rest(system, token, row.method, path, body);
}

describe('a token', () => {
  it('needs a scope for every route but those that are for every token', () => {
    expect(named.filter(([, row]) => row.scope === null).map(([name]) => name)).toEqual(OPEN);
  });

  it.each(
    guarded,
  )('that may do everything but what %s needs, %s, is refused there, with its name', async (_, scope, row) => {
    const others = SCOPES.filter((other) => other !== scope);
    const { text } = await world.tenant.token({ scopes: others });
    const answer = await ask(row, text);
    expect([answer.status, answer.body]).toEqual([
      403,
      { error: 'missing_scope', message: expect.stringContaining(scope), scope },
    ]);
    expect(answer.headers.get('x-ratelimit-remaining')).toMatch(/^\d+$/);
  });

  it.each(alone)('with the scopes of %s alone is not refused there for its scopes', async (_, row) => {
    const own = await restWorld(system.app, { scopes: scopesOf(row) });
    const { path, body } = requestOf(row, own.real);
    const answer = await rest(system, own.token, row.method, path, body);
    expect(answer.body.error).not.toBe('missing_scope');
    expect(answer.status).toBeLessThan(500);
  });
});
