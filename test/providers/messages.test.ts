import { describe, expect, test } from 'vitest';
import type { ModelRequest } from '#src/providers/provider.ts';
import { ASK, events, exchange, json } from './kit.ts';

const answered = (content: unknown, more: object = {}) => ({
  type: 'message',
  model: 'test-model',
  content,
  stop_reason: 'end_turn',
  usage: { input_tokens: 4, output_tokens: 2 },
  ...more,
});
const text = (value: string) => ({ type: 'text', text: value });

async function reading(payload: unknown, request?: ModelRequest) {
  const { answer, failure } = await exchange('messages', json(payload), request ? { request } : {});
  return answer ?? { reason: failure!.reason, message: failure!.message };
}

describe('the request', () => {
  test('has the system text apart, a limit, and a version that the connection may replace', async () => {
    const request: ModelRequest = { messages: [{ role: 'system', content: 'S' }, ...ASK.messages], temperature: 0.5 };
    const { seen } = await exchange('messages', json(answered([text('Hi')])), { request });
    expect(seen.path).toBe('/v1/messages');
    expect(seen.headers['anthropic-version']).toBe('2023-06-01');
    expect(seen.body).toEqual({
      model: 'test-model',
      max_tokens: 4096,
      system: 'S',
      messages: [{ role: 'user', content: 'Hello?' }],
      temperature: 0.5,
    });
    const connection = { headers: { 'Anthropic-Version': '2024-01-01' } };
    const other = await exchange('messages', json(answered([text('Hi')])), { connection });
    expect(other.seen.headers['anthropic-version']).toBe('2024-01-01');
  });

  test('has tool calls and their results as blocks that belong together', async () => {
    const call = { name: 'look', arguments: { at: 1 }, raw: '{"at":1}' };
    const request: ModelRequest = {
      messages: [
        { role: 'user', content: 'U' },
        { role: 'assistant', content: 'Looking', toolCalls: [call] },
        { role: 'tool', content: 'seen' },
      ],
      tools: [{ name: 'look', description: 'Looks.', parameters: { type: 'object' } }],
    };
    const { seen } = await exchange('messages', json(answered([text('ok')])), { request });
    expect(seen.body).toMatchObject({
      tools: [{ name: 'look', description: 'Looks.', input_schema: { type: 'object' } }],
      messages: [
        { role: 'user', content: 'U' },
        {
          role: 'assistant',
          content: [text('Looking'), { type: 'tool_use', id: 'call_0', name: 'look', input: { at: 1 } }],
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call_0', content: 'seen' }] },
      ],
    });
  });

  test('for JSON makes the schema a tool that has to be called, and its input the text', async () => {
    const request: ModelRequest = { ...ASK, json: { name: 'verdict', schema: { type: 'object' } } };
    const payload = answered([{ type: 'tool_use', name: 'verdict', input: { ok: true } }], { stop_reason: 'tool_use' });
    const { seen, answer } = await exchange('messages', json(payload), { request });
    expect(seen.body).toMatchObject({ tool_choice: { type: 'tool', name: 'verdict' }, tools: [{ name: 'verdict' }] });
    expect(answer).toMatchObject({ text: '{"ok":true}', toolCalls: [], finish: 'stop' });
  });
});

describe('an answer', () => {
  test('is the text of its text blocks and the calls of its tool blocks', async () => {
    const content = [
      { type: 'thinking', thinking: 'hidden' },
      text('a'),
      { type: 'tool_use', id: 't', name: 'look', input: { at: 1 } },
      text('b'),
    ];
    expect(await reading(answered(content, { stop_reason: 'tool_use' }))).toMatchObject({
      text: 'ab',
      toolCalls: [{ name: 'look', arguments: { at: 1 }, raw: '{"at":1}' }],
      finish: 'tool_calls',
      model: 'test-model',
      usage: { inputTokens: 4, outputTokens: 2, estimated: false },
    });
  });

  test('counts cached input as input', async () => {
    const usage = { input_tokens: 4, cache_creation_input_tokens: 10, cache_read_input_tokens: 100, output_tokens: 2 };
    expect(await reading(answered([text('x')], { usage }))).toMatchObject({
      usage: { inputTokens: 114, outputTokens: 2 },
    });
  });

  test.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['pause_turn', 'other'],
    [null, 'other'],
  ])('with stop reason %s is %s', async (stop_reason, finish) => {
    expect(await reading(answered([text('x')], { stop_reason }))).toMatchObject({ finish });
  });

  test('that is withheld, empty or of another shape is a failure', async () => {
    expect(await reading(answered([text('I')], { stop_reason: 'refusal' }))).toMatchObject({
      reason: 'content_filtered',
    });
    expect(await reading(answered([]))).toMatchObject({ reason: 'empty_answer' });
    expect(await reading({ completion: 'old' })).toMatchObject({
      reason: 'schema_mismatch',
      message: expect.stringContaining('"content"'),
    });
  });
});

describe('a stream', () => {
  const event = (type: string, more: object = {}) => `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;
  const block = (index: number, content_block: object) => event('content_block_start', { index, content_block });
  const delta = (index: number, value: object) => event('content_block_delta', { index, delta: value });
  const start = event('message_start', { message: { model: 'm', usage: { input_tokens: 7, output_tokens: 1 } } });
  const stop = (stop_reason: string) =>
    event('message_delta', { delta: { stop_reason }, usage: { output_tokens: 9 } }) + event('message_stop');

  test('is put together from its blocks, cut anywhere, and ends at message_stop', async () => {
    const whole = [
      start,
      event('ping'),
      block(0, { type: 'thinking', thinking: '' }),
      delta(0, { type: 'thinking_delta', thinking: 'hidden' }),
      block(1, text('')),
      delta(1, { type: 'text_delta', text: 'naï' }),
      delta(1, { type: 'text_delta', text: 've 日本' }),
      block(2, { type: 'tool_use', id: 't', name: 'look', input: {} }),
      delta(2, { type: 'input_json_delta', partial_json: '' }),
      delta(2, { type: 'input_json_delta', partial_json: '{"at":' }),
      delta(2, { type: 'input_json_delta', partial_json: '"é"}' }),
      block(3, { type: 'tool_use', id: 'u', name: 'list', input: {} }),
      stop('tool_use'),
    ].join('');
    const bytes = Array.from(Buffer.from(whole), (byte) => Buffer.from([byte]));
    expect((await exchange('messages', events(bytes, { open: true }))).answer).toMatchObject({
      text: 'naïve 日本',
      toolCalls: [
        { name: 'look', arguments: { at: 'é' }, raw: '{"at":"é"}' },
        { name: 'list', arguments: {}, raw: '{}' },
      ],
      finish: 'tool_calls',
      model: 'm',
      usage: { inputTokens: 7, outputTokens: 9, estimated: false },
    });
  });

  test.each([
    ['overloaded_error', 'server_error'],
    ['rate_limit_error', 'rate_limited'],
    ['authentication_error', 'auth_refused'],
  ])('that ends with %s is %s', async (type, reason) => {
    const pieces = [
      start,
      block(0, text('')),
      delta(0, { text: 'par' }),
      event('error', { error: { type, message: 'no' } }),
    ];
    expect((await exchange('messages', events(pieces))).failure).toMatchObject({ reason, httpStatus: 200 });
  });

  test('without a message is a schema_mismatch', async () => {
    expect((await exchange('messages', events([event('ping')]))).failure).toMatchObject({ reason: 'schema_mismatch' });
  });
});
