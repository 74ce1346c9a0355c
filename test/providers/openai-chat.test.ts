import { describe, expect, test } from 'vitest';
import type { ModelRequest } from '#src/providers/provider.ts';
import { chatCompletion } from '#test/kit/model-server.ts';
import { ASK, events, exchange, json } from './kit.ts';

const choice = (message: unknown, finish_reason = 'stop') => ({ choices: [{ message, finish_reason }] });

async function reading(payload: unknown) {
  const { answer, failure } = await exchange('openai-chat', json(payload));
  return answer ?? { reason: failure!.reason, message: failure!.message };
}

describe('the request', () => {
  test('is a chat completion with what was asked for and nothing else', async () => {
    const { seen } = await exchange('openai-chat', json(chatCompletion({ text: 'Hi' })));
    expect(seen.body).toEqual({ model: 'test-model', messages: [{ role: 'user', content: 'Hello?' }] });
    expect(seen.headers).toMatchObject({ 'content-type': 'application/json', authorization: 'Bearer tk-hunter2-0123' });
  });

  test('carries limits, tools and a JSON schema', async () => {
    const schema = { type: 'object', properties: {}, additionalProperties: false };
    const request: ModelRequest = {
      ...ASK,
      tools: [{ name: 'look', description: 'Looks.', parameters: { type: 'object' } }],
      maxOutputTokens: 7,
      temperature: 0,
      json: { name: 'verdict', schema },
    };
    const { seen } = await exchange('openai-chat', json(chatCompletion({ text: '{}' })), { request });
    expect(seen.body).toMatchObject({
      max_tokens: 7,
      temperature: 0,
      tools: [{ type: 'function', function: { name: 'look', description: 'Looks.', parameters: { type: 'object' } } }],
      response_format: { type: 'json_schema', json_schema: { name: 'verdict', schema, strict: true } },
    });
  });

  test('gives each tool message the id of the call that it answers', async () => {
    const call = (name: string) => ({ name, arguments: { a: 1 }, raw: '{"a":1}' });
    const request: ModelRequest = {
      messages: [
        { role: 'system', content: 'S' },
        { role: 'user', content: 'U' },
        { role: 'assistant', content: '', toolCalls: [call('one'), call('two')] },
        { role: 'tool', content: 'first' },
        { role: 'tool', content: 'second' },
      ],
    };
    const { seen } = await exchange('openai-chat', json(chatCompletion({ text: 'ok' })), { request });
    const made = (id: string, name: string) => ({ id, type: 'function', function: { name, arguments: '{"a":1}' } });
    expect(seen.body.messages).toEqual([
      { role: 'system', content: 'S' },
      { role: 'user', content: 'U' },
      { role: 'assistant', content: null, tool_calls: [made('call_0', 'one'), made('call_1', 'two')] },
      { role: 'tool', tool_call_id: 'call_0', content: 'first' },
      { role: 'tool', tool_call_id: 'call_1', content: 'second' },
    ]);
  });

  test.each([
    ['/v1', '/v1/chat/completions'],
    ['/v1/', '/v1/chat/completions'],
    ['/openai/v1?api-version=3', '/openai/v1/chat/completions?api-version=3'],
    ['/v1/chat/completions', '/v1/chat/completions'],
    ['/v1/chat/completions?a=b', '/v1/chat/completions?a=b'],
    ['/my/bot', '/my/bot'],
    ['/', '/'],
  ])('to %s goes to %s', async (path, asked) => {
    const { seen } = await exchange('openai-chat', json(chatCompletion({ text: 'ok' })), { path });
    expect(seen.path).toBe(asked);
  });
});

describe('an answer', () => {
  test('has text, model, usage, status and latency', async () => {
    const { answer } = await exchange('openai-chat', json(chatCompletion({ text: 'Hi', model: 'other-model' })));
    expect(answer).toEqual({
      text: 'Hi',
      toolCalls: [],
      finish: 'stop',
      model: 'other-model',
      usage: { inputTokens: 10, outputTokens: 5, estimated: false },
      httpStatus: 200,
      latencyMs: expect.any(Number),
    });
  });

  test('without usage has an estimate: four characters are a token', async () => {
    expect(await reading(choice({ content: 'x'.repeat(9) }))).toMatchObject({
      usage: { inputTokens: 2, outputTokens: 3, estimated: true },
    });
    const odd = { ...choice({ content: 'x'.repeat(9) }), usage: { prompt_tokens: -1, completion_tokens: 8 } };
    expect(await reading(odd)).toMatchObject({ usage: { inputTokens: 2, outputTokens: 8, estimated: true } });
  });

  test('keeps tool calls as structure, also with arguments that are no JSON object', async () => {
    const call = (name: string, given: unknown) => ({
      id: 'x',
      type: 'function',
      function: { name, arguments: given },
    });
    const calls = [call('a', '{"path":"/etc"}'), call('b', 'oops'), call('c', '[1]'), call('d', { ready: true })];
    expect(await reading(choice({ content: null, tool_calls: calls }, 'tool_calls'))).toMatchObject({
      text: '',
      finish: 'tool_calls',
      toolCalls: [
        { name: 'a', arguments: { path: '/etc' }, raw: '{"path":"/etc"}' },
        { name: 'b', arguments: null, raw: 'oops' },
        { name: 'c', arguments: null, raw: '[1]' },
        { name: 'd', arguments: { ready: true }, raw: '{"ready":true}' },
      ],
    });
    const legacy = choice({ content: null, function_call: { name: 'old', arguments: '{}' } }, 'function_call');
    expect(await reading(legacy)).toMatchObject({ toolCalls: [{ name: 'old', arguments: {} }], finish: 'tool_calls' });
  });

  test('in parts is the text of its text parts', async () => {
    const parts = [
      { type: 'thinking', thinking: 'hm' },
      { type: 'text', text: 'a' },
      { type: 'output_text', text: 'b' },
      'c',
    ];
    expect(await reading(choice({ content: parts }))).toMatchObject({ text: 'abc' });
  });

  test('that only refuses has the refusal as its text', async () => {
    expect(await reading(choice({ content: null, refusal: 'I will not.' }))).toMatchObject({ text: 'I will not.' });
    expect(await reading(choice({ content: [{ type: 'refusal', refusal: 'No.' }] }))).toMatchObject({ text: 'No.' });
  });

  test('does not contain the reasoning', async () => {
    const message = { content: 'short', reasoning_content: 'secret '.repeat(50_000), reasoning: 'also' };
    expect(await reading(choice(message))).toMatchObject({ text: 'short' });
  });

  test.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['function_call', 'tool_calls'],
    ['eos', 'other'],
    ['constructor', 'other'],
  ])('with finish reason %s is %s', async (reason, finish) => {
    expect(await reading(choice({ content: 'x' }, reason))).toMatchObject({ finish });
  });

  test('that the endpoint withheld is content_filtered, whatever text is left of it', async () => {
    expect(await reading(choice({ content: 'par' }, 'content_filter'))).toMatchObject({ reason: 'content_filtered' });
  });

  test.each([[''], ['  \n'], [null], [[]]])('with nothing in it (%j) is empty_answer', async (content) => {
    expect(await reading(choice({ content }))).toMatchObject({ reason: 'empty_answer' });
  });

  test('that ran out of tokens before any text says so', async () => {
    expect(await reading(choice({ content: '' }, 'length'))).toMatchObject({
      reason: 'empty_answer',
      message: expect.stringContaining('All output tokens were used'),
    });
  });

  test.each([
    [{}, 'choices[0].message'],
    [[], 'choices[0].message'],
    [null, 'choices[0].message'],
    ['text', 'choices[0].message'],
    [{ choices: [] }, 'choices[0].message'],
    [{ choices: [{ text: 'x' }] }, 'choices[0].message'],
    [choice({ content: { a: 1 } }), 'choices[0].message.content'],
    [{ message: 'hello' }, 'choices[0].message'],
  ])('of another shape (%j) is a schema_mismatch that names %s', async (payload, place) => {
    expect(await reading(payload)).toMatchObject({
      reason: 'schema_mismatch',
      message: expect.stringContaining(`"${place}"`),
    });
  });
});

const delta = (value: unknown, more: object = {}) =>
  `data: ${JSON.stringify({ model: 'm', choices: [{ index: 0, delta: value, ...more }] })}\n\n`;
const DONE = 'data: [DONE]\n\n';

describe('a stream', () => {
  test('is put together from its deltas', async () => {
    const { answer } = await exchange(
      'openai-chat',
      events([
        ': comment\n\n',
        delta({ role: 'assistant', content: '' }),
        delta({ content: 'Hel' }),
        delta({ reasoning_content: 'hidden' }),
        delta({ content: 'lo' }, { finish_reason: 'stop' }),
        `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } })}\n\n`,
        DONE,
      ]),
    );
    expect(answer).toMatchObject({
      text: 'Hello',
      finish: 'stop',
      model: 'm',
      usage: { inputTokens: 3, outputTokens: 2, estimated: false },
    });
  });

  test('may be cut anywhere: within lines, within characters', async () => {
    const whole = Buffer.from(
      `${delta({ content: 'naïve 日本 🙂' })}${delta({ content: '!' }, { finish_reason: 'stop' })}${DONE}`,
    );
    const bytes = Array.from(whole, (byte) => Buffer.from([byte]));
    expect((await exchange('openai-chat', events(bytes))).answer).toMatchObject({
      text: 'naïve 日本 🙂!',
      finish: 'stop',
    });
  });

  test('has its tool calls put together by index', async () => {
    const piece = (index: number, value: object, id?: string) =>
      delta({ tool_calls: [{ index, id, function: value }] });
    const { answer } = await exchange(
      'openai-chat',
      events([
        piece(0, { name: 'read', arguments: '' }, 'call_a'),
        piece(0, { arguments: '{"pa' }),
        piece(1, { name: 'send', arguments: '{"to":"x' }, 'call_b'),
        piece(0, { arguments: 'th":"é"}' }),
        piece(1, { arguments: '"}' }),
        delta({}, { finish_reason: 'tool_calls' }),
        DONE,
      ]),
    );
    expect(answer).toMatchObject({
      text: '',
      finish: 'tool_calls',
      toolCalls: [
        { name: 'read', arguments: { path: 'é' } },
        { name: 'send', arguments: { to: 'x' } },
      ],
    });
  });

  test('has its tool calls put together by id where the server leaves the index out', async () => {
    const piece = (value: object, id?: string) => delta({ tool_calls: [{ id, function: value }] });
    const { answer } = await exchange(
      'openai-chat',
      events([
        piece({ name: 'a', arguments: '{' }, '1'),
        piece({ arguments: '}' }),
        piece({ name: 'b', arguments: '{}' }, '2'),
        DONE,
      ]),
    );
    expect(answer?.toolCalls).toMatchObject([
      { name: 'a', arguments: {} },
      { name: 'b', arguments: {} },
    ]);
  });

  test('ends at [DONE] although the server keeps the connection', async () => {
    const handle = events([delta({ content: 'done' }), DONE], { open: true });
    const { answer } = await exchange('openai-chat', handle, { connection: { timeoutMs: 20_000 } });
    expect(answer).toMatchObject({ text: 'done', latencyMs: expect.any(Number) });
    expect(answer!.latencyMs).toBeLessThan(5_000);
  });

  test('is recognised under another content type, and without an empty line at its end', async () => {
    const handle = events([delta({ content: 'plain' }).trimEnd()], { type: 'text/plain' });
    expect((await exchange('openai-chat', handle)).answer).toMatchObject({ text: 'plain', finish: 'other' });
    const crlf = events([delta({ content: 'crlf' }).replaceAll('\n', '\r\n'), 'data: [DONE]\r\n\r\n']);
    expect((await exchange('openai-chat', crlf)).answer).toMatchObject({ text: 'crlf' });
  });

  test.each([
    [
      'an error event',
      [delta({ content: 'par' }), 'data: {"error":{"message":"broke","code":500}}\n\n'],
      'server_error',
    ],
    ['a limit event', ['data: {"error":{"message":"slow down","type":"rate_limit_error"}}\n\n'], 'rate_limited'],
    ['an event that is not JSON', [delta({ content: 'par' }), 'data: {"cho\n\n'], 'not_json'],
    ['no event', [': nothing\n\n'], 'empty_answer'],
    ['a filter', [delta({ content: 'par' }, { finish_reason: 'content_filter' }), DONE], 'content_filtered'],
  ])('with %s fails', async (_, pieces, reason) => {
    expect((await exchange('openai-chat', events(pieces))).failure).toMatchObject({ reason, httpStatus: 200 });
  });

  test('that breaks off is connection_closed, not an answer', async () => {
    const { failure } = await exchange('openai-chat', async (response, seen) => {
      await events([delta({ content: 'par' })], { open: true })(response, seen);
      response.destroy();
    });
    expect(failure).toMatchObject({ reason: 'connection_closed', httpStatus: 200 });
  });
});
