import { openaiMessages } from './openai-messages.ts';
import { type Connection, type ModelRequest, ProviderFailure } from './provider.ts';
import { compileTemplate } from './request-template.ts';
import { type PathStep, parsePath, valueAt } from './response-path.ts';
import type { Reading, StreamFold, Wire } from './wire.ts';

/**
 * Any endpoint that takes a JSON body and answers in JSON: the body is the connection's template, filled in, and the text is what
 * stands at its response path. `{{prompt}}` is the last message of the user, `{{messages}}` the whole conversation. The URL is asked
 * as it is written.
 */
export const custom: Wire = {
  name: 'custom',
  headers: {},
  url: (connection) => connection.url,
  body: customBody,
  read: (payload, _request, connection) => readCustom(payload, pathOf(connection)),
  fold: (connection) => customFold(pathOf(connection)),
};

/** @returns a sentence for the person who configured the connection, or null when both texts can be used. */
export function customProblem(requestTemplate: string, responsePath: string): string | null {
  const template = compileTemplate(requestTemplate);
  if (typeof template === 'string') return template;
  return parsePath(responsePath) === null ? notAPath(responsePath) : null;
}

function customBody(request: ModelRequest, connection: Connection): string {
  const template = compileTemplate(connection.requestTemplate ?? '');
  if (typeof template === 'string') throw new ProviderFailure('bad_request_template', template);
  // A path that cannot be read is found out before the endpoint has worked and billed for nothing.
  pathOf(connection);
  return template.fill({
    prompt: request.messages.findLast((message) => message.role === 'user')?.content ?? '',
    system: request.messages.find((message) => message.role === 'system')?.content ?? '',
    model: connection.model ?? '',
    messages: openaiMessages(request.messages),
  });
}

function pathOf(connection: Connection): readonly PathStep[] {
  const steps = parsePath(connection.responsePath ?? '');
  if (steps === null) throw new ProviderFailure('bad_request_template', notAPath(connection.responsePath ?? ''));
  return steps;
}

function notAPath(text: string): string {
  return `"${text.slice(0, 80)}" is not a response path such as choices[0].message.content or $.output.text.`;
}

function readCustom(payload: unknown, steps: readonly PathStep[]): Reading {
  const found = valueAt(payload, steps);
  if ('missing' in found) throw new ProviderFailure('schema_mismatch', `The answer has nothing at "${found.missing}".`);
  const text = textOf(found.value);
  return { text, toolCalls: [], finish: 'stop', model: null, inputTokens: null, outputTokens: null };
}

/** Texts as they are, a list of texts joined, anything else as JSON. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join('');
  return JSON.stringify(value);
}

/** A streamed answer is what stands at the path in each event, joined; the last event without it is what an error is read from. */
function customFold(steps: readonly PathStep[]): StreamFold {
  let text: string | null = null;
  let other: unknown = null;
  return {
    push: ({ data }) => {
      const found = valueAt(data, steps);
      if ('missing' in found) other = data;
      else text = (text ?? '') + textOf(found.value);
      return false;
    },
    payload: () => (text === null ? other : placed(steps, text)),
  };
}

/** The smallest payload with this text at that path. */
function placed(steps: readonly PathStep[], text: string): unknown {
  return steps.reduceRight<unknown>((inner, step) => {
    if (typeof step !== 'number') return Object.fromEntries([[step, inner]]);
    const list: unknown[] = [];
    list[step] = inner;
    return list;
  }, text);
}
