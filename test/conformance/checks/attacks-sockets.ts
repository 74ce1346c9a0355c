import { equal, ok } from 'node:assert/strict';
import type { Check } from '#test/conformance/door.ts';
import { ask } from '#test/kit/ask.ts';
import { knownSocket, Socket } from '#test/kit/socket.ts';

/** Attacks by what a websocket allows. */
export const SOCKET_ATTACKS: Check[] = [
  {
    id: 'A40',
    says: 'a message of five megabytes',
    run: async (door) => {
      using socket = await knownSocket(door, door.token);
      socket.send({ id: '1', type: 'subscribe', payload: { query: `#${'x'.repeat(5 * 1024 * 1024)}` } });
      equal((await socket.closed).code, 1009);
    },
  },
  {
    id: 'A23/A45',
    says: 'a message 100,000 deep',
    run: async (door) => {
      using socket = await knownSocket(door, door.token);
      socket.send(
        `{"id":"1","type":"subscribe","payload":{"query":"{ __typename }","variables":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}}`,
      );
      equal((await socket.closed).code, 4400);
    },
  },
  {
    id: 'A24/A45',
    says: 'a message with members that reach the prototype',
    run: async (door) => {
      using socket = await knownSocket(door, door.token);
      socket.send(
        '{"id":"1","type":"subscribe","payload":{"query":"{ __typename }","variables":{"__proto__":{"a":1}}}}',
      );
      equal((await socket.closed).code, 4400);
    },
  },
  {
    id: 'A25/A45',
    says: 'a message with a member given twice',
    run: async (door) => {
      using socket = await knownSocket(door, door.token);
      socket.send('{"id":"1","id":"2","type":"subscribe","payload":{"query":"{ __typename }"}}');
      equal((await socket.closed).code, 4400);
    },
  },
  {
    id: 'A41',
    says: 'a page of another origin',
    run: async (door) => {
      using socket = new Socket(door, { origin: 'https://elsewhere.example' });
      const error = await socket.opened().then(() => null, String);
      ok(error?.includes('403'));
    },
  },
  {
    id: 'A42',
    says: '2,000 subscriptions on one socket',
    run: async (door) => {
      using socket = await knownSocket(door, door.token);
      const query = 'subscription($id: ID!) { scanEvents(scanId: $id) { sequence } }';
      for (let i = 0; i < 2000; i += 1)
        socket.send({ id: `${i}`, type: 'subscribe', payload: { query, variables: { id: door.running } } });
      const refused = (message: { type: string; payload: { extensions: { code: string } }[] }) =>
        message.type === 'error' && message.payload[0]?.extensions.code === 'TOO_MANY_OPERATIONS';
      await Promise.race([socket.until(refused), socket.closed]);
    },
  },
  {
    id: 'A43',
    says: 'sockets that say nothing',
    run: async (door) => {
      const idle = Array.from({ length: 50 }, () => new Socket(door));
      await Promise.all(idle.map((socket) => socket.opened()));
      for (const socket of idle) equal((await socket.closed).code, 4408);
    },
  },
  {
    id: 'A44',
    says: 'sockets of nobody known',
    run: async (door) => {
      using socket = await new Socket(door).opened();
      socket.send({ type: 'connection_init', payload: { token: 'trb_live_nobody' } });
      equal((await socket.closed).code, 4401);
    },
  },
  {
    id: 'A99',
    says: 'after all of it the server answers as before',
    run: async (door) => {
      const { status, body } = await ask(door, door.token, '{ viewer { scopes } }');
      equal(status, 200);
      ok(body.data.viewer.scopes.length > 0);
    },
  },
];
