import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json } from './ask.ts';
import type { RestAnswer } from './rest.ts';

/** Says what in an answer is not as the document has it; an empty list when nothing is. */
export type AnswerCheck = (
  method: string,
  path: string,
  answer: Pick<RestAnswer, 'status' | 'headers' | 'text'>,
) => string[];

/** Checks answers against a document: their status, their headers and their body. `path` is as the document writes it. */
export function answerChecks(document: Json): AnswerCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as (to: Ajv2020) => void)(ajv);
  ajv.addSchema(document, 'document');
  const compiled = new Map<string, ValidateFunction>();
  const validate = (pointer: string, value: unknown): string[] => {
    const check = compiled.get(pointer) ?? ajv.compile({ $ref: `document#${pointer}` });
    compiled.set(pointer, check);
    if (check(value)) return [];
    return (check.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  };
  return (method, path, answer) => {
    const known = document.paths[path]?.[method.toLowerCase()]?.responses;
    const described = known?.[answer.status];
    if (!described)
      return [`${answer.status} is not among ${Object.keys(known ?? {}).join(', ')}: ${answer.text.slice(0, 300)}`];
    const pointer = `/paths/${escaped(path)}/${method.toLowerCase()}/responses/${answer.status}`;
    return [...headerFaults(document, described, answer.headers), ...bodyFaults(described, answer, pointer, validate)];
  };
}

function headerFaults(document: Json, described: Json, headers: Headers): string[] {
  return Object.keys(described.headers ?? {}).flatMap((name) => {
    const value = headers.get(name);
    if (value === null) return [`the header ${name} is missing`];
    const { type } = document.components.headers[name].schema;
    return type === 'integer' && !/^\d+$/.test(value) ? [`the header ${name} is ${value}`] : [];
  });
}

function bodyFaults(
  described: Json,
  { text, headers }: Pick<RestAnswer, 'headers' | 'text'>,
  pointer: string,
  validate: (pointer: string, value: unknown) => string[],
): string[] {
  const media = headers.get('content-type')?.split(';')[0] ?? '';
  if (!described.content) return text === '' ? [] : [`a body that is not described: ${text.slice(0, 200)}`];
  if (described.content['*/*']) return [];
  if (!described.content[media]) return [`${media} is not among ${Object.keys(described.content).join(', ')}`];
  const schema = `${pointer}/content/${escaped(media)}/schema`;
  if (media === 'application/json') return validate(schema, JSON.parse(text));
  if (media !== 'application/x-ndjson') return validate(schema, text);
  return text.split('\n').flatMap((line) => (line === '' ? [] : validate(schema, JSON.parse(line))));
}

/** A name as a part of a JSON pointer in a URI. */
function escaped(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
}
