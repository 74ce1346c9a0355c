import { expect, it } from 'vitest';
import { OperationIds } from '#src/server/operation-ids.ts';

/** A peer whose operations are over when the test says so. */
function peer() {
  const delivered: string[] = [];
  const running: PromiseWithResolvers<void>[] = [];
  const faults: unknown[] = [];
  const deliver = (message: string) => {
    const { type, id } = JSON.parse(message);
    delivered.push(`${type} ${id}`);
    if (type !== 'subscribe') return Promise.resolve();
    const operation = Promise.withResolvers<void>();
    running.push(operation);
    return operation.promise;
  };
  const ids = new OperationIds(deliver, (error) => faults.push(error));
  const send = (type: string, id: string) => ids.receive(JSON.stringify({ type, id }));
  return { ids, delivered, faults, running, send };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

it('holds what comes for an id after its complete, in order, until the operation is over', async () => {
  const { ids, delivered, running, send } = peer();
  send('subscribe', '1');
  send('complete', '1');
  send('subscribe', '1');
  send('subscribe', '2');
  expect(delivered).toEqual(['subscribe 1', 'complete 1', 'subscribe 2']);
  expect(ids.held).toBe(1);
  running[0]!.resolve();
  await settled();
  expect(delivered).toEqual(['subscribe 1', 'complete 1', 'subscribe 2', 'subscribe 1']);
  expect([ids.held, ids.size]).toEqual([0, 2]);
});

it('holds again when the held messages complete the id once more', async () => {
  const { delivered, running, send } = peer();
  for (const type of ['subscribe', 'complete', 'subscribe', 'complete', 'subscribe']) send(type, '1');
  running[0]!.resolve();
  await settled();
  expect(delivered).toEqual(['subscribe 1', 'complete 1', 'subscribe 1', 'complete 1']);
  running[1]!.resolve();
  await settled();
  expect(delivered.at(-1)).toBe('subscribe 1');
});

it('delivers nothing after the end of the socket: nobody could stop what it starts', async () => {
  const { ids, delivered, running, send } = peer();
  send('subscribe', '1');
  send('complete', '1');
  send('subscribe', '1');
  ids.close();
  running[0]!.resolve();
  await settled();
  send('subscribe', '3');
  expect(delivered).toEqual(['subscribe 1', 'complete 1']);
});

it('passes on an id that is in use, so that the protocol can refuse it', () => {
  const { delivered, send } = peer();
  send('subscribe', '1');
  send('subscribe', '1');
  expect(delivered).toEqual(['subscribe 1', 'subscribe 1']);
});

it('counts an operation that failed as over, and tells its fault', async () => {
  const { ids, faults, running, send } = peer();
  send('subscribe', '1');
  running[0]!.reject(new Error('it failed'));
  await settled();
  expect(ids.size).toBe(0);
  expect(faults).toEqual([new Error('it failed')]);
});
