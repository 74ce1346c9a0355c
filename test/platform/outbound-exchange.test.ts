import type { Dispatcher } from 'undici';
import { expect, test } from 'vitest';
import { Exchange } from '#src/platform/outbound-exchange.ts';
import { redirectHop } from '#src/platform/outbound-request.ts';
import { parseTarget } from '#src/platform/target-url.ts';

/** An answer of 200 whose body the test hands in piece by piece, and whether its socket is being read. */
async function answering() {
  const state = { paused: false };
  const controller = {
    pause: () => {
      state.paused = true;
    },
    resume: () => {
      state.paused = false;
    },
    abort: () => {},
  } as unknown as Dispatcher.DispatchController;
  const exchange = new Exchange({ place: 'here', deadlineMs: 5_000, maxBytes: 1024 ** 3, signal: undefined });
  const dispatcher = {
    dispatch: () => {
      exchange.onRequestStart(controller);
      exchange.onResponseStart(controller, 100, {});
      exchange.onResponseStart(controller, 200, { 'x-a': 'b' });
      return true;
    },
  } as unknown as Dispatcher;
  const head = await exchange.start(dispatcher, { path: '/', method: 'GET' });
  const push = (bytes: number) => exchange.onResponseData(controller, Buffer.alloc(bytes));
  return { exchange, head, push, state };
}

test('the head is the final one, not an informational one', async () => {
  const { exchange, head } = await answering();
  expect(head).toEqual({ status: 200, headers: { 'x-a': 'b' } });
  exchange.onResponseEnd();
});

test('a body that nobody takes stops being read, and is read again once it is taken', async () => {
  const { exchange, push, state } = await answering();
  push(200 * 1024);
  expect(state.paused).toBe(false);
  push(100 * 1024);
  expect(state.paused).toBe(true);
  const body = exchange.chunks();
  expect((await body.next()).value).toHaveLength(200 * 1024);
  expect((await body.next()).value).toHaveLength(100 * 1024);
  const third = body.next();
  expect(state.paused).toBe(false);
  push(1);
  expect((await third).value).toHaveLength(1);
  exchange.onResponseEnd();
  expect(await body.next()).toEqual({ value: undefined, done: true });
});

test('a body that is wanted whole is read without a stop', async () => {
  const { exchange, push, state } = await answering();
  push(300 * 1024);
  expect(state.paused).toBe(true);
  const whole = exchange.bytes();
  expect(state.paused).toBe(false);
  push(300 * 1024);
  expect(state.paused).toBe(false);
  exchange.onResponseEnd();
  expect(await whole).toHaveLength(600 * 1024);
});

test('a redirect never leads from https to http', () => {
  const from = { target: parseTarget('https://example.com/a'), method: 'GET' as const, headers: {}, body: null };
  expect(() => redirectHop(from, 302, 'http://example.com/b')).toThrow('example.com redirects from https to http');
  expect(redirectHop(from, 302, '/b').target.href).toBe('https://example.com/b');
  expect(redirectHop(from, 302, '//other.example/c').target.href).toBe('https://other.example/c');
});
