import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient } from '#sdk/index.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { collect } from '#test/kit/ask.ts';

let system: TestSystem;
let client: Client;
beforeAll(async () => {
  system = await startTestSystem();
  client = createClient({ url: system.url, token: OWNER });
});
afterAll(() => system[Symbol.asyncDispose]());

const url = (path: string) => `http://127.0.0.1:9/${path}`;

describe('client.targets', () => {
  it('lists every target, over the pages that it takes', async () => {
    const made = [];
    for (let i = 0; i < 101; i += 1)
      made.push((await client.targets.create({ name: `t${i}`, url: url(`list-${i}`), tags: ['many'] })).id);
    await client.targets.create({ name: 'other', url: url('other') });
    const listed = (await collect(client.targets.list({ tag: 'many' }))).map((target) => target.id);
    expect(listed).toEqual(made.reverse());
  });

  it('changes, disables, enables and deletes one', async () => {
    const { id } = await client.targets.create({ name: 'one', url: url('one'), headers: [{ name: 'A', value: 'b' }] });
    expect(await client.targets.update(id, { name: 'two', headers: [] })).toMatchObject({
      id,
      name: 'two',
      hasCredentials: false,
    });
    expect((await client.targets.disable(id)).status).toBe('DISABLED');
    expect((await client.targets.enable(id)).status).toBe('ACTIVE');
    expect(await client.targets.delete(id)).toEqual({ id, scans: 0, findings: 0, cursor: expect.any(String) });
    await expect(client.targets.get(id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('tests one, and lists the providers', async () => {
    const { id } = await client.targets.create({ name: 'silent', url: url('silent') });
    expect(await client.targets.test(id)).toEqual({
      ...{
        ok: false,
        cursor: expect.any(String),
        httpStatus: null,
        latencyMs: expect.any(Number),
        format: 'UNKNOWN',
        model: null,
        excerpt: null,
      },
      failure: { reason: 'CONNECTION_REFUSED', message: expect.stringContaining('refused the connection') },
    });
    expect((await client.targets.providers()).find(({ name }) => name === 'CUSTOM')?.available).toBe(true);
  });

  it('throws the problem that the API names', async () => {
    const { id } = await client.targets.create({ name: 'busy', url: url('busy') });
    await client.scans.start({ targetId: id });
    await expect(client.targets.delete(id)).rejects.toMatchObject({ code: 'target_busy', retry: true });
    await expect(client.targets.update(id, { name: '' })).rejects.toMatchObject({
      code: 'invalid_input',
      path: ['name'],
    });
  });
});
