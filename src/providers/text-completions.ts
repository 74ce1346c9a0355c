import { countOf, isObject, listOf, member, stringOf } from './json-value.ts';
import { finishOf } from './openai-content.ts';
import { type Connection, type Message, type ModelRequest, ProviderFailure } from './provider.ts';
import { type Reading, routeUrl, type StreamEvent, type StreamFold, type Wire } from './wire.ts';

/**
 * The older completions format: one prompt, one text. A conversation is written out with its roles; tools and JSON schemas have no
 * place in it and are left out.
 */
export const textCompletions: Wire = {
  name: 'text-completions',
  headers: {},
  url: (connection) => routeUrl(connection.url, '/completions'),
  body: completionBody,
  read: readCompletion,
  fold: completionFold,
};

/** Without a limit of its own many servers stop after 16 tokens. */
const DEFAULT_OUTPUT_TOKENS = 1024;

function completionBody(request: ModelRequest, connection: Connection): string {
  return JSON.stringify({
    model: connection.model ?? undefined,
    prompt: promptOf(request.messages),
    max_tokens: request.maxOutputTokens ?? DEFAULT_OUTPUT_TOKENS,
    temperature: request.temperature,
  });
}

const SPEAKERS: Readonly<Record<Message['role'], string>> = {
  system: 'System',
  user: 'User',
  assistant: 'Assistant',
  tool: 'Tool',
};

/** A lone user message as it is; anything longer as a transcript that ends where the assistant speaks. */
export function promptOf(messages: readonly Message[]): string {
  if (messages.length === 1 && messages[0]!.role === 'user') return messages[0]!.content;
  const turns = messages.map((message) => `${SPEAKERS[message.role]}: ${message.content}`);
  return `${turns.join('\n\n')}\n\nAssistant:`;
}

function readCompletion(payload: unknown): Reading {
  const choice = member(member(payload, 'choices'), 0);
  const text = stringOf(member(choice, 'text'));
  if (text === null) throw new ProviderFailure('schema_mismatch', 'The answer has no text at "choices[0].text".');
  const usage = member(payload, 'usage');
  return {
    text,
    toolCalls: [],
    finish: finishOf(member(choice, 'finish_reason')),
    model: stringOf(member(payload, 'model')),
    inputTokens: countOf(member(usage, 'prompt_tokens')),
    outputTokens: countOf(member(usage, 'completion_tokens')),
  };
}

function completionFold(): StreamFold {
  let text: string | null = null;
  let finish: unknown = null;
  let outer: Record<string, unknown> = {};
  return {
    push: ({ data }: StreamEvent) => {
      if (isObject(data)) outer = { ...outer, ...data };
      const choice = listOf(member(data, 'choices')).find((item) => (member(item, 'index') ?? 0) === 0);
      const piece = stringOf(member(choice, 'text'));
      if (piece !== null) text = (text ?? '') + piece;
      finish = member(choice, 'finish_reason') ?? finish;
      return Boolean(outer.error);
    },
    payload: () => (outer.error ? { error: outer.error } : { ...outer, choices: [{ text, finish_reason: finish }] }),
  };
}
