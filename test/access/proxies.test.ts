import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { post } from '#test/kit/ask.ts';
import { seed } from '#test/kit/seed.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let system: TestSystem;
let token: string;

beforeAll(async () => {
  system = await startTestSystem({ config: { trustedProxies: ['127.0.0.1'] } });
  token = (await (await seed(system.app).tenant()).token({ cidrs: ['198.51.100.0/24'] })).text;
});
afterAll(() => system[Symbol.asyncDispose]());

const QUERY = JSON.stringify({ query: '{ viewer { scopes } }' });

async function overSocket(forwarded: string): Promise<number | 'in'> {
  const url = `${system.url.replace('http', 'ws')}/graphql`;
  const socket = new WebSocket(url, 'graphql-transport-ws', { headers: { 'x-forwarded-for': forwarded } });
  try {
    return await new Promise((resolve, reject) => {
      socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { token } })));
      socket.once('message', () => resolve('in'));
      socket.once('close', (code) => resolve(code));
      socket.once('error', reject);
    });
  } finally {
    socket.terminate();
  }
}

it('a token’s list of addresses is held against the caller behind a trusted proxy, at every door', async () => {
  const inside = { 'x-forwarded-for': '198.51.100.7' };
  const outside = { 'x-forwarded-for': '198.51.100.7, 203.0.113.1' };
  expect((await post(system, token, QUERY, inside)).status).toBe(200);
  expect((await post(system, token, QUERY, outside)).status).toBe(403);
  const rest = async (headers: Record<string, string>) =>
    (await fetch(`${system.url}/api/v2/scans`, { headers: { ...headers, authorization: `Bearer ${token}` } })).status;
  expect([await rest(inside), await rest(outside)]).toEqual([200, 403]);
  expect([await overSocket('198.51.100.7'), await overSocket('203.0.113.1')]).toEqual(['in', 4403]);
});
