import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';

// What holds for every route of /api/v2, asked of the plainest ones.

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({ config: { restLimits: generousLimits() } });
});
afterAll(() => system[Symbol.asyncDispose]());

describe('credentials', () => {
  it('are needed, and what is wrong with them has a code', async () => {
    const none = await rest(system, null, 'GET', '/me');
    expect([none.status, none.body.error]).toEqual([401, 'missing_token']);
    expect(none.headers.get('www-authenticate')).toBe('Bearer');
    const wrong = await rest(system, 'trb_live_nobody', 'GET', '/me');
    expect([wrong.status, wrong.body.error]).toEqual([401, 'invalid_token']);
  });

  it('say who asks', async () => {
    const { status, body } = await rest(system, OWNER, 'GET', '/me');
    expect([status, body.tenant.slug]).toEqual([200, 'default']);
    expect(body.scopes).toContain('scans:write');
  });
});

describe('single rows', () => {
  it('carry an ETag, and answer 304 to who has them', async () => {
    const { headers } = await rest(system, OWNER, 'GET', '/probes/prompt-injection-basic');
    const again = await rest(system, OWNER, 'GET', '/probes/prompt-injection-basic', undefined, {
      'if-none-match': headers.get('etag')!,
    });
    expect([again.status, again.text]).toEqual([304, '']);
  });
});

describe('lists', () => {
  it('are paged by a cursor to their end, each row once', async () => {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const { body } = await rest(system, OWNER, 'GET', `/probes?limit=50${query}`);
      ids.push(...body.data.map(({ id }: { id: string }) => id));
      cursor = body.next_cursor;
    } while (cursor);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(100);
  });
});

describe('what nobody should send', () => {
  it.each([
    ['GET', '/probes?limit=0', 400, 'invalid_input'],
    ['GET', '/probes?limit=x', 400, 'invalid_input'],
    ['GET', '/probes?colour=red', 400, 'unknown_field'],
    ['GET', '/me?x=1', 400, 'unknown_field'],
    ['GET', '/probes?cursor=abc', 400, 'invalid_cursor'],
    ['GET', '/probes/%00', 404, 'not_found'],
    ['GET', '/nothing', 404, 'not_found'],
    ['PUT', '/me', 405, 'method_not_allowed'],
  ])('%s %s is refused: %i %s', async (method, path, status, error) => {
    const answer = await rest(system, OWNER, method, path);
    expect([answer.status, answer.body.error]).toEqual([status, error]);
  });

  it('names the methods that an address takes', async () => {
    const { headers } = await rest(system, OWNER, 'DELETE', '/probes');
    expect(headers.get('allow')).toBe('GET, HEAD');
  });
});
