import { describe, expect, it } from 'vitest';
import { exchange, json } from './kit.ts';

/** What a target may send to hurt the one who keeps its answers. */
const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
const calling = (raw: string) => ({
  choices: [{ message: { content: '', tool_calls: [{ function: { name: 'look', arguments: raw } }] } }],
});

describe('an answer from a hostile target', () => {
  it.each([1e12, 2 ** 31, -5, 0.5, '7'])('that claims %s tokens is counted by us instead', async (tokens) => {
    const usage = { prompt_tokens: tokens, completion_tokens: tokens };
    const { answer } = await exchange('openai-chat', json({ choices: [{ message: { content: 'abcdefgh' } }], usage }));
    expect(answer!.usage).toEqual({ inputTokens: 2, outputTokens: 2, estimated: true });
  });

  it('that claims a plausible number is believed', async () => {
    const usage = { prompt_tokens: 100_000_000, completion_tokens: 0 };
    const { answer } = await exchange('openai-chat', json({ choices: [{ message: { content: 'ok' } }], usage }));
    expect(answer!.usage).toEqual({ inputTokens: 100_000_000, outputTokens: 0, estimated: false });
  });

  it('whose arguments are nested too deeply to be walked keeps them as text alone', async () => {
    const raw = nested(50_000);
    const { answer } = await exchange('openai-chat', json(calling(raw)));
    expect(answer!.toolCalls).toEqual([{ name: 'look', arguments: null, raw }]);
  });

  it('whose arguments are nested as deep as programs nest is read; brackets in its strings do not count', async () => {
    const raw = JSON.stringify({ deep: JSON.parse(nested(100)), text: '[{"'.repeat(500) });
    const { answer } = await exchange('openai-chat', json(calling(raw)));
    expect(answer!.toolCalls[0]!.arguments).toEqual(JSON.parse(raw));
  });

  it('that is itself nested too deeply is no JSON', async () => {
    const { failure } = await exchange('openai-chat', (response) => {
      response.setHeader('content-type', 'application/json');
      response.end(nested(50_000));
    });
    expect(failure!.reason).toBe('not_json');
  });

  it('of more than a megabyte is too large', async () => {
    const content = 'x'.repeat(1_100_000);
    const { failure } = await exchange('openai-chat', json({ choices: [{ message: { content } }] }));
    expect(failure!.reason).toBe('too_large');
  });
});
