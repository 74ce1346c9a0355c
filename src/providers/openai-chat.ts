import { countOf, isObject, listOf, member, stringOf } from './json-value.ts';
import { contentText, finishOf } from './openai-content.ts';
import { openaiFormat, openaiMessages, openaiTools } from './openai-messages.ts';
import { openaiFold } from './openai-stream.ts';
import { type Connection, type ModelRequest, ProviderFailure, type ToolCall } from './provider.ts';
import { toolCall } from './tool-calls.ts';
import { type Reading, routeUrl, type Wire } from './wire.ts';

/**
 * Chat completions, as OpenAI defined them and most servers speak them. The text is `message.content`, or its text parts, or the
 * refusal; reasoning (`reasoning_content`, `reasoning`) is not part of it.
 */
export const openaiChat: Wire = {
  name: 'openai-chat',
  headers: {},
  url: (connection) => routeUrl(connection.url, '/chat/completions'),
  body: chatBody,
  read: readChat,
  fold: openaiFold,
};

function chatBody(request: ModelRequest, connection: Connection): string {
  return JSON.stringify({
    model: connection.model ?? undefined,
    messages: openaiMessages(request.messages),
    tools: openaiTools(request.tools),
    [limitName(connection.url)]: request.maxOutputTokens,
    temperature: request.temperature,
    response_format: openaiFormat(request.json),
  });
}

/** OpenAI's own newer models refuse `max_tokens`; most other servers know nothing else. */
function limitName(url: string): string {
  return /^https:\/\/([\w-]{1,80}\.)?(openai\.com|openai\.azure\.com)\//.test(url)
    ? 'max_completion_tokens'
    : 'max_tokens';
}

function readChat(payload: unknown): Reading {
  const choice = member(member(payload, 'choices'), 0);
  const message = member(choice, 'message');
  if (!isObject(message)) throw new ProviderFailure('schema_mismatch', 'The answer has no "choices[0].message".');
  const text = contentText(message.content);
  if (text === null) {
    throw new ProviderFailure(
      'schema_mismatch',
      'The answer\'s "choices[0].message.content" is neither text nor parts.',
    );
  }
  const usage = member(payload, 'usage');
  return {
    text: text || (stringOf(message.refusal) ?? ''),
    toolCalls: callsOf(message),
    finish: finishOf(member(choice, 'finish_reason')),
    model: stringOf(member(payload, 'model')),
    inputTokens: countOf(member(usage, 'prompt_tokens')),
    outputTokens: countOf(member(usage, 'completion_tokens')),
  };
}

function callsOf(message: Record<string, unknown>): ToolCall[] {
  const calls = listOf(message.tool_calls).map((call) => member(call, 'function') ?? member(call, 'custom'));
  if (isObject(message.function_call)) calls.push(message.function_call);
  return calls.filter(isObject).map((call) => toolCall(stringOf(call.name) ?? '', call.arguments ?? call.input ?? ''));
}
