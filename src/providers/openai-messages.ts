import type { Message, ModelRequest, ToolSpec } from './provider.ts';
import { type CallIds, callIds } from './tool-calls.ts';

/** The conversation in the form of chat completions, with ids made up for the tool calls in it. */
export function openaiMessages(messages: readonly Message[]): unknown[] {
  if (!messages.some((message) => message.role === 'tool' || message.toolCalls?.length)) {
    return messages.map(({ role, content }) => ({ role, content }));
  }
  const ids = callIds(messages);
  return messages.map((message, index) => withCalls(message, ids[index]!));
}

function withCalls({ role, content, toolCalls }: Message, ids: CallIds): unknown {
  if (role === 'tool') return { role, tool_call_id: ids.answered, content };
  if (!toolCalls?.length) return { role, content };
  const calls = toolCalls.map((call, index) => ({
    id: ids.made[index],
    type: 'function',
    function: { name: call.name, arguments: call.raw },
  }));
  return { role, content: content === '' ? null : content, tool_calls: calls };
}

export function openaiTools(tools: readonly ToolSpec[] | undefined): unknown[] | undefined {
  if (!tools?.length) return undefined;
  return tools.map(({ name, description, parameters }) => ({
    type: 'function',
    function: { name, description, parameters },
  }));
}

/** `strict` only for a closed schema: endpoints refuse to be strict about an object that may hold anything. */
export function openaiFormat(json: ModelRequest['json']): unknown {
  if (json === undefined) return undefined;
  const { name, schema } = json;
  return { type: 'json_schema', json_schema: { name, schema, strict: schema.additionalProperties === false } };
}
