import { member, stringOf } from './json-value.ts';
import type { ModelAnswer } from './provider.ts';

/** Text, or the text and refusal parts of a list joined; '' for null or nothing; null for anything else. */
export function contentText(content: unknown): string | null {
  if (typeof content === 'string') return content;
  if (content === undefined || content === null) return '';
  if (!Array.isArray(content)) return null;
  return content.map((part) => stringOf(part) ?? partText(part)).join('');
}

function partText(part: unknown): string {
  const type = stringOf(member(part, 'type'));
  if (type === 'refusal') return stringOf(member(part, 'refusal')) ?? '';
  return type === 'text' || type === 'output_text' ? (stringOf(member(part, 'text')) ?? '') : '';
}

const FINISHES: ReadonlyMap<unknown, ModelAnswer['finish']> = new Map([
  ['stop', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['content_filter', 'content_filter'],
  ['tool_calls', 'tool_calls'],
  ['function_call', 'tool_calls'],
]);

export function finishOf(reason: unknown): ModelAnswer['finish'] {
  return FINISHES.get(reason) ?? 'other';
}
