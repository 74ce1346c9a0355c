import { expect, test } from 'vitest';
import type { ModelRequest } from '#src/providers/provider.ts';
import { promptOf } from '#src/providers/text-completions.ts';
import { events, exchange, json } from './kit.ts';

const PROVIDER = 'text-completions';

test('one message of the user is the prompt as it is', async () => {
  const { seen, answer } = await exchange(
    PROVIDER,
    json({ model: 'm', choices: [{ text: 'Hi', finish_reason: 'stop' }] }),
  );
  expect(seen.path).toBe('/v1/completions');
  expect(seen.body).toEqual({ model: 'test-model', prompt: 'Hello?', max_tokens: 1024 });
  expect(answer).toMatchObject({ text: 'Hi', toolCalls: [], finish: 'stop', model: 'm', usage: { estimated: true } });
});

test('a conversation is written out and ends where the assistant speaks', () => {
  const messages: ModelRequest['messages'] = [
    { role: 'system', content: 'S' },
    { role: 'user', content: 'U' },
    { role: 'assistant', content: 'A' },
    { role: 'user', content: 'V' },
  ];
  expect(promptOf(messages)).toBe('System: S\n\nUser: U\n\nAssistant: A\n\nUser: V\n\nAssistant:');
});

test('an answer without text is a schema_mismatch that names the place', async () => {
  const { failure } = await exchange(PROVIDER, json({ choices: [{ message: { content: 'chat' } }] }));
  expect(failure).toMatchObject({ reason: 'schema_mismatch', message: expect.stringContaining('"choices[0].text"') });
});

test('a stream is put together', async () => {
  const piece = (text: string, more: object = {}) =>
    `data: ${JSON.stringify({ model: 'm', choices: [{ text, ...more }] })}\n\n`;
  const usage = 'data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}\n\n';
  const handle = events([piece('Hel'), piece('lo', { finish_reason: 'length' }), usage, 'data: [DONE]\n\n']);
  expect((await exchange(PROVIDER, handle)).answer).toMatchObject({
    text: 'Hello',
    finish: 'length',
    model: 'm',
    usage: { inputTokens: 1, outputTokens: 2, estimated: false },
  });
});

test.each([
  ['data: {"error":{"message":"no","code":503}}\n\n', 'server_error'],
  ['data: {"choices":[]}\n\n', 'schema_mismatch'],
])('a stream of %j is %s', async (piece, reason) => {
  expect((await exchange(PROVIDER, events([piece]))).failure).toMatchObject({ reason });
});
