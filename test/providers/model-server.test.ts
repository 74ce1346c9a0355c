import { expect, test } from 'vitest';
import { createOutbound } from '#src/platform/outbound.ts';
import { providerFor } from '#src/providers/providers.ts';
import { startFixedLatencyServer } from '#test/kit/fixed-latency-server.ts';
import { type ModelServerReply, startModelServer } from '#test/kit/model-server.ts';
import { ASK, connectionTo } from './kit.ts';

const outbound = () => createOutbound({ allowPrivate: ['127.0.0.1/32'] });

test('the test server answers as it is told and remembers what it was asked', async () => {
  const replies: ModelServerReply[] = [
    'text',
    { toolCalls: [{ name: 'a', arguments: { b: 1 } }] },
    { status: 418, body: 'no' },
  ];
  const server = await startModelServer({ reply: (_messages, { body }) => replies[body.messages.length - 1]! });
  const client = outbound();
  const send = (count: number) =>
    providerFor(client, 'openai-chat').send(
      { messages: Array(count).fill(ASK.messages[0]) },
      connectionTo('openai-chat', server.url),
    );
  expect(await send(1)).toMatchObject({
    text: 'text',
    model: 'test-model',
    usage: { inputTokens: 10, outputTokens: 5 },
  });
  expect(await send(2)).toMatchObject({ toolCalls: [{ name: 'a', arguments: { b: 1 } }], finish: 'tool_calls' });
  await expect(send(3)).rejects.toMatchObject({ reason: 'client_error', httpStatus: 418 });
  expect(server.requests.map((request) => request.body.messages.length)).toEqual([1, 2, 3]);
  expect(server.requests[0]!.headers.authorization).toBe('Bearer tk-hunter2-0123');
  await client.close();
  await server.close();
});

test('the measuring server answers each request after its time, also long ones and many at once', async () => {
  const server = await startFixedLatencyServer({ latencyMs: 20, text: 'fixed' });
  const client = outbound();
  const long = { messages: [{ role: 'user' as const, content: 'é'.repeat(200_000) }] };
  const sends = [ASK, long, ASK, long, ASK].map((request) =>
    providerFor(client, 'openai-chat').send(request, connectionTo('openai-chat', server.url)),
  );
  for (const answer of await Promise.all(sends)) {
    expect(answer.text).toBe('fixed');
    expect(answer.latencyMs).toBeGreaterThanOrEqual(19);
  }
  await client.close();
  await server.close();
});
