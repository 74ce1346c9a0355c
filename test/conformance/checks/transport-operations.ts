import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Check, Door } from '#test/conformance/door.ts';
import type { Json } from '#test/kit/ask.ts';
import { knownSocket, type Socket } from '#test/kit/socket.ts';

const VIEWER = { query: '{ viewer { scopes } }' };
const follow = (scanId: string) => ({
  query: 'subscription($id: ID!) { scanEvents(scanId: $id) { sequence } }',
  variables: { id: scanId },
});
const subscribe = (id: string, payload: object) => ({ id, type: 'subscribe', payload });

/** A check on a socket that is known. */
const onSocket = (id: string, says: string, run: (socket: Socket, door: Door) => Promise<unknown>): Check => ({
  id,
  says,
  run: async (door) => {
    using socket = await knownSocket(door, door.token);
    await run(socket, door);
  },
});

/** Whether the socket still answers, and nothing else came before. */
async function isAlive(socket: Socket): Promise<void> {
  socket.send({ type: 'ping' });
  deepEqual(await socket.next(), { type: 'pong' });
}

/** The types of an operation's messages to its end. */
async function typesOf(socket: Socket, id: string): Promise<string[]> {
  const types: string[] = [];
  do types.push((await socket.until((message) => message.id === id)).type);
  while (!['complete', 'error'].includes(types.at(-1)!));
  return types;
}

/** What operations do: the sub-protocol graphql-transport-ws. */
export const OPERATIONS: Check[] = [
  onSocket('W23', 'ping is answered by pong', isAlive),
  onSocket('W24', 'with its payload', async (socket) => {
    socket.send({ type: 'ping', payload: { at: 1 } });
    deepEqual(await socket.next(), { type: 'pong', payload: { at: 1 } });
  }),
  onSocket('W25', 'a pong that nobody asked for is taken', async (socket) => {
    socket.send({ type: 'pong' });
    await isAlive(socket);
  }),
  onSocket('W26', 'a query: next, then complete', async (socket) => {
    socket.send(subscribe('1', VIEWER));
    deepEqual(await typesOf(socket, '1'), ['next', 'complete']);
  }),
  onSocket('W27', 'a mutation: next, then complete', async (socket) => {
    socket.send(subscribe('1', { query: 'mutation { revokeToken(input: { tokenId: "x" }) { __typename } }' }));
    deepEqual(await typesOf(socket, '1'), ['next', 'complete']);
  }),
  onSocket('W28', 'a document that is not valid: error, and no complete', async (socket) => {
    socket.send(subscribe('1', { query: '{ nothing }' }));
    equal((await socket.next()).type, 'error');
    await isAlive(socket);
  }),
  onSocket('W29', 'one that is not GraphQL: the same', async (socket) => {
    socket.send(subscribe('1', { query: '{' }));
    const { type, payload } = await socket.next();
    deepEqual([type, Array.isArray(payload)], ['error', true]);
    await isAlive(socket);
  }),
  onSocket('W30', 'a subscription: its events in order, then complete', async (socket, door) => {
    socket.send(subscribe('1', follow(door.ended)));
    const sequences: number[] = [];
    let message: Json = await socket.next();
    for (; message.type === 'next'; message = await socket.next())
      sequences.push(message.payload.data.scanEvents.sequence);
    equal(message.type, 'complete');
    ok(sequences.length > 0);
    deepEqual(
      sequences,
      sequences.map((_, i) => i + 1),
    );
  }),
  onSocket('W31', 'complete by the client is not echoed', async (socket, door) => {
    socket.send(subscribe('1', follow(door.running)));
    await socket.next();
    socket.send({ id: '1', type: 'complete' });
    socket.send({ type: 'ping' });
    const rest = await socket.until((message) => message.type === 'pong' || message.type === 'complete');
    equal(rest.type, 'pong');
  }),
  onSocket('W32', 'complete for an id that nobody uses is taken', async (socket) => {
    socket.send({ id: 'nobody', type: 'complete' });
    await isAlive(socket);
  }),
  onSocket('W33', 'an id that is in use: closed with 4409', async (socket, door) => {
    socket.send(subscribe('1', follow(door.running)));
    await socket.next();
    socket.send(subscribe('1', follow(door.running)));
    equal((await socket.closed).code, 4409);
  }),
  onSocket('W34', 'an id may be used again after its end', async (socket) => {
    for (let i = 0; i < 3; i += 1) {
      socket.send(subscribe('1', VIEWER));
      deepEqual(await typesOf(socket, '1'), ['next', 'complete']);
    }
  }),
  onSocket(
    'W35',
    'complete and subscribe of one id in one breath: the second lives and can be stopped',
    async (socket, door) => {
      for (let i = 0; i < 20; i += 1) {
        socket.send(subscribe('1', follow(door.running)));
        await socket.until((message) => message.id === '1' && message.type === 'next');
        socket.send({ id: '1', type: 'complete' });
        socket.send(subscribe('1', follow(door.running)));
        const { type } = await socket.until((message) => message.id === '1');
        equal(type, 'next');
        socket.send({ id: '1', type: 'complete' });
      }
    },
  ),
  onSocket('W36', 'operations run beside each other', async (socket, door) => {
    socket.send(subscribe('a', follow(door.running)));
    socket.send(subscribe('b', VIEWER));
    deepEqual(await typesOf(socket, 'b'), ['next', 'complete']);
  }),
  onSocket('W37', 'the operation’s name picks one of several', async (socket) => {
    const query = 'query A { a: __typename } query B { b: __typename }';
    socket.send(subscribe('1', { query, operationName: 'B' }));
    deepEqual((await socket.next()).payload.data, { b: 'Query' });
  }),
  onSocket('W38', 'several without a name: an error and no end of the socket', async (socket) => {
    socket.send(subscribe('1', { query: 'query A { __typename } query B { __typename }' }));
    const { type, payload } = await socket.next();
    ok((type === 'error' ? payload : payload.errors).length > 0);
    if (type === 'next') equal((await socket.next()).type, 'complete');
    await isAlive(socket);
  }),
  onSocket('W39', 'ids that are names of an object’s members are ids', async (socket) => {
    for (const id of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      socket.send(subscribe(id, VIEWER));
      deepEqual(await typesOf(socket, id), ['next', 'complete']);
    }
  }),
  onSocket('W40', '500 subscriptions that are given up at once leave the socket as it was', async (socket, door) => {
    for (let i = 0; i < 500; i += 1) {
      socket.send(subscribe(`${i}`, follow(door.running)));
      socket.send({ id: `${i}`, type: 'complete' });
      if (i % 50 === 49) {
        socket.send({ type: 'ping' });
        await socket.until((message) => message.type === 'pong');
      }
    }
    // Those that are still winding up count among the operations of a socket, which are limited.
    for (let i = 0; ; i += 1) {
      socket.send(subscribe(`last${i}`, VIEWER));
      if ((await typesOf(socket, `last${i}`)).includes('next')) return;
    }
  }),
];
