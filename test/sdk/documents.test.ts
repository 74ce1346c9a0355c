import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { createClient } from '#sdk/index.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { collect, type Json } from '#test/kit/ask.ts';
import { seed } from '#test/kit/seed.ts';

// The SDK asks by id. A server that does not know the id gets the text, and nobody notices.

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

/** A fetch that notes what is sent, and lets `refuse` answer in the server's place. */
function noting(refuse: (body: Json) => object | null = () => null) {
  const sent: Json[] = [];
  const fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const body = JSON.parse(String(init?.body));
    sent.push(body);
    const refusal = refuse(body);
    return refusal ? Response.json(refusal, { status: 400 }) : globalThis.fetch(url, init);
  };
  return { sent, client: createClient({ url: system.url, token: OWNER, fetch }) };
}

const refusal = (code: string) => ({ errors: [{ message: 'No.', extensions: { code } }] });

describe('a call', () => {
  it('sends the id of its document and not the text', async () => {
    const { sent, client } = noting();
    expect((await client.viewer()).tenant.slug).toBe('default');
    expect(sent).toEqual([{ documentId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), variables: {} }]);
  });

  it.each([
    ['does not know the id', 'DOCUMENT_UNKNOWN'],
    ['does not know ids', 'BAD_REQUEST'],
  ])('to a server that %s is sent again as text, and from then on at once', async (_name, code) => {
    const { sent, client } = noting((body) => (body.documentId ? refusal(code) : null));
    expect((await client.viewer()).tenant.slug).toBe('default');
    await client.viewer();
    expect(sent.map((body) => Object.keys(body)[0])).toEqual(['documentId', 'query', 'query']);
  });

  it('that is refused for another reason is not sent again', async () => {
    const { sent, client } = noting(() => refusal('RATE_LIMITED'));
    await expect(client.viewer()).rejects.toMatchObject({ code: 'rate_limited' });
    expect(sent).toHaveLength(1);
  });

  it('that fails as text too says why, once', async () => {
    const { sent, client } = noting(() => refusal('BAD_REQUEST'));
    await expect(client.viewer()).rejects.toMatchObject({ code: 'bad_request' });
    expect(sent).toHaveLength(2);
  });
});

describe('a watch', () => {
  it('asks by id', async () => {
    const scan = await (await seed(system.app).defaultTenant()).scan({ status: 'completed' });
    const sent: Json[] = [];
    class Noting extends WebSocket {
      override send(data: string): void {
        sent.push(JSON.parse(data));
        super.send(data);
      }
    }
    const client = createClient({ url: system.url, token: OWNER, webSocket: Noting });
    expect((await collect(client.scans.watch(scan.publicId))).length).toBeGreaterThan(0);
    const { payload } = sent.find((message) => message.type === 'subscribe');
    expect(payload).toMatchObject({ query: '', documentId: expect.stringMatching(/^sha256:/) });
  });

  it('of an older server, which takes the empty text for the document, goes on with the text', async () => {
    const asked: Json[] = [];
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'graphql-transport-ws' });
    await once(server, 'listening');
    server.on('connection', (socket) => {
      const answer = (message: object) => socket.send(JSON.stringify(message));
      socket.on('message', (data) => {
        const { type, id, payload } = JSON.parse(String(data));
        if (type === 'connection_init') answer({ type: 'connection_ack' });
        if (type !== 'subscribe') return;
        asked.push(payload);
        if (payload.query === '') return answer({ id, type: 'error', payload: refusal('GRAPHQL_PARSE_FAILED').errors });
        const event = { __typename: 'ScanStatusChanged', status: 'COMPLETED', cursor: 'c', sequence: 1 };
        answer({ id, type: 'next', payload: { data: { scanEvents: event } } });
        answer({ id, type: 'complete' });
      });
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const events = await collect(createClient({ url, token: OWNER }).scans.watch('scn_x'));
    expect(events.map((event) => event.cursor)).toEqual(['c']);
    expect(asked.map(({ query }) => query === '')).toEqual([true, false]);
    server.close();
  });
});
