import { equal, match, ok } from 'node:assert/strict';
import WebSocket from 'ws';
import type { Check, Door } from '#test/conformance/door.ts';
import type { Json } from '#test/kit/ask.ts';
import { knownSocket, Socket } from '#test/kit/socket.ts';

const INIT = (door: Door) => ({ type: 'connection_init', payload: { token: door.token } });
const VIEWER = { query: '{ viewer { scopes } }' };

/** The code with which a socket is closed after these messages. */
async function closedAfter(door: Door, ...messages: Json[]): Promise<number> {
  using socket = await new Socket(door).opened();
  for (const message of messages) socket.send(message);
  return (await socket.closed).code;
}

/** The sub-protocol that is agreed on, or the code with which the socket is closed. */
async function offer(door: Door, protocols: string[]): Promise<string | number> {
  const socket = new WebSocket(`${door.url.replace(/^http/, 'ws')}/graphql`, protocols);
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', (code) => resolve(code));
    socket.once('open', () => {
      if (socket.protocol !== 'graphql-transport-ws') return;
      resolve(socket.protocol);
      socket.terminate();
    });
  });
}

const broken = (id: string, says: string, ...messages: Json[]): Check => ({
  id,
  says: `${says}: closed with 4400`,
  run: async (door) => equal(await closedAfter(door, INIT(door), ...messages), 4400),
});

/** How a socket is opened, and what ends it: the sub-protocol graphql-transport-ws. */
export const OPENING: Check[] = [
  {
    id: 'W01',
    says: 'graphql-transport-ws is agreed on',
    run: async (door) => equal(await offer(door, ['graphql-transport-ws']), 'graphql-transport-ws'),
  },
  {
    id: 'W02',
    says: 'and found among others',
    run: async (door) => equal(await offer(door, ['graphql-ws', 'graphql-transport-ws']), 'graphql-transport-ws'),
  },
  {
    id: 'W03',
    says: 'no sub-protocol: closed with 4406',
    run: async (door) => equal(await offer(door, []), 4406),
  },
  {
    id: 'W04',
    says: 'init is acknowledged',
    run: (door) => knownSocket(door, door.token).then((socket) => socket[Symbol.dispose]()),
  },
  {
    id: 'W05',
    says: 'a second init: closed with 4429',
    run: async (door) => equal(await closedAfter(door, INIT(door), INIT(door)), 4429),
  },
  {
    id: 'W06',
    says: 'no init in time: closed with 4408',
    run: async (door) => equal(await closedAfter(door), 4408),
  },
  {
    id: 'W07',
    says: 'subscribe before the acknowledgement: closed with 4401',
    run: async (door) => equal(await closedAfter(door, { id: '1', type: 'subscribe', payload: VIEWER }), 4401),
  },
  {
    id: 'W08',
    says: 'init without a token or with a wrong one: closed with 4401',
    run: async (door) => {
      equal(await closedAfter(door, { type: 'connection_init' }), 4401);
      equal(await closedAfter(door, { type: 'connection_init', payload: { token: 'trb_live_nobody' } }), 4401);
    },
  },
  broken('W09', 'no JSON', 'no json'),
  broken('W10', 'JSON that is no object', '[]'),
  broken('W11', 'null', 'null'),
  broken('W12', 'an unknown type', { type: 'surprise' }),
  broken('W13', 'subscribe without an id', { type: 'subscribe', payload: VIEWER }),
  broken('W14', 'subscribe with an empty id', { id: '', type: 'subscribe', payload: VIEWER }),
  broken('W15', 'subscribe without a payload', { id: '1', type: 'subscribe' }),
  broken('W16', 'a query that is no text', { id: '1', type: 'subscribe', payload: { query: 1 } }),
  broken('W17', 'variables that are a text', { id: '1', type: 'subscribe', payload: { ...VIEWER, variables: 'a' } }),
  broken('W18', 'an operation name that is a number', {
    id: '1',
    type: 'subscribe',
    payload: { ...VIEWER, operationName: 1 },
  }),
  broken('W19', 'complete without an id', { type: 'complete' }),
  {
    id: 'W20',
    says: 'the reason for a close is at most 123 bytes',
    run: async (door) => {
      using socket = await knownSocket(door, door.token);
      socket.send({ type: 'x'.repeat(5000) });
      const { code, reason } = await socket.closed;
      equal(code, 4400);
      ok(Buffer.byteLength(reason) <= 123);
    },
  },
  {
    id: 'W21',
    says: 'a message of over a mebibyte: closed with 1009',
    run: async (door) => {
      using socket = await knownSocket(door, door.token);
      socket.send({ id: '1', type: 'subscribe', payload: { query: 'x'.repeat(2 * 1024 * 1024) } });
      equal((await socket.closed).code, 1009);
    },
  },
  {
    id: 'W22',
    says: 'another address is no websocket',
    run: async (door) => {
      const socket = new WebSocket(`${door.url.replace(/^http/, 'ws')}/elsewhere`, 'graphql-transport-ws');
      const error = await new Promise((resolve) => socket.once('error', resolve));
      match(String(error), /404/);
    },
  },
];
