import type { BotCall, Reply } from './conversation.ts';

/** One answer on the wire, in the two forms of the chat completions API. */
export type Completion = { id: string; model: string; created: number; reply: Reply; promptCharacters: number };

type WireCall = { id: string; type: 'function'; function: { name: string; arguments: string } };

export function jsonAnswer(completion: Completion): object {
  const { reply } = completion;
  const calls = wireCalls(completion.id, reply.calls);
  const message = {
    role: 'assistant',
    content: reply.text === '' && calls.length > 0 ? null : reply.text,
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
  return {
    ...head(completion, 'chat.completion'),
    choices: [{ index: 0, message, finish_reason: finishReason(reply) }],
    usage: usage(completion),
  };
}

/** The events of a streamed answer, without their `data:` framing: the role, the text word by word, each call, the end. */
export function* streamAnswer(completion: Completion, includeUsage: boolean): Generator<object> {
  const chunk = (delta: object, finish: string | null = null) => ({
    ...head(completion, 'chat.completion.chunk'),
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  yield chunk({ role: 'assistant', content: '' });
  for (const piece of completion.reply.text.match(/\s*\S+\s*$|\s*\S+/g) ?? []) yield chunk({ content: piece });
  for (const [index, call] of wireCalls(completion.id, completion.reply.calls).entries()) {
    yield chunk({ tool_calls: [{ index, ...call }] });
  }
  yield chunk({}, finishReason(completion.reply));
  if (includeUsage) yield { ...head(completion, 'chat.completion.chunk'), choices: [], usage: usage(completion) };
}

function head(completion: Completion, object: string): object {
  return { id: completion.id, object, created: completion.created, model: completion.model };
}

function finishReason(reply: Reply): string {
  return reply.calls?.length ? 'tool_calls' : 'stop';
}

function wireCalls(id: string, calls: readonly BotCall[] = []): WireCall[] {
  return calls.map((call, index) => ({
    id: `call_${id.slice(-8)}_${index}`,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }));
}

/** Four characters count as one token. */
function usage(completion: Completion): object {
  const calls = JSON.stringify(completion.reply.calls ?? []).length - 2;
  const prompt = Math.ceil(completion.promptCharacters / 4);
  const answer = Math.ceil((completion.reply.text.length + calls) / 4);
  return { prompt_tokens: prompt, completion_tokens: answer, total_tokens: prompt + answer };
}
