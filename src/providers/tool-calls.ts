import { isObject, parseJson } from './json-value.ts';
import type { Message, ToolCall } from './provider.ts';

/** A call from the name and the arguments that a model gave, as JSON text or already as a value. */
export function toolCall(name: string, given: unknown): ToolCall {
  const raw = typeof given === 'string' ? given : (JSON.stringify(given) ?? '');
  const parsed = typeof given === 'string' ? parseJson(given) : given;
  return { name, arguments: isObject(parsed) ? parsed : null, raw };
}

/** The ids of one message: of the calls that it makes, or of the call that it answers. */
export type CallIds = { made: readonly string[]; answered: string };

/**
 * Ids for a conversation whose messages carry none: each `tool` message answers the oldest call that is still open. One that
 * answers no call gets an id that names none, and it is the endpoint that decides about it.
 */
export function callIds(messages: readonly Message[]): readonly CallIds[] {
  const open: string[] = [];
  let count = 0;
  return messages.map((message) => {
    const made = (message.toolCalls ?? []).map(() => `call_${count++}`);
    open.push(...made);
    return { made, answered: message.role === 'tool' ? (open.shift() ?? 'call_none') : '' };
  });
}
