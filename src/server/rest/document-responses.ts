import { ERRORS, type ErrorCode } from '#src/platform/errors.ts';
import type { Json, JsonSchemas } from './json-schemas.ts';
import type { Row } from './row.ts';

const header = (type: 'integer' | 'string', description: string): Json => ({ description, schema: { type } });

/** The headers of answers, by the name under which the document refers to them. */
export const HEADERS: Readonly<Record<string, Json>> = {
  'X-RateLimit-Limit': header('integer', 'Requests a minute.'),
  'X-RateLimit-Remaining': header('integer', 'Requests left now.'),
  'X-RateLimit-Reset': header('integer', 'Seconds until the bucket is full.'),
  'X-Request-Id': header('string', 'Names this request: quote it when you ask for help.'),
  'Retry-After': header('integer', 'Seconds after which to try again; the same as `retry_after_seconds`.'),
  ETag: header('string', 'Names this state of the row.'),
};

const refs = (...names: string[]): Json =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

const ALWAYS_TOLD = ['X-Request-Id', 'X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'];

/** Refused before there is a bucket to tell of: nobody knows yet who is asking, or the answer waits for nobody's bucket. */
const UNTOLD = new Set([401, 405]);

/** What every route may refuse that asks who is there. */
const ALWAYS: readonly ErrorCode[] = [
  'missing_token',
  'invalid_token',
  'expired_token',
  'ip_not_allowed',
  'missing_scope',
  'rate_limited',
];
const WITH_BODY: readonly ErrorCode[] = [
  'invalid_json',
  'invalid_input',
  'unknown_field',
  'payload_too_large',
  'unsupported_media_type',
];
const WITH_KEY: readonly ErrorCode[] = ['idempotency_key_reused', 'idempotency_in_flight', 'idempotency_answer_gone'];

/** The answers of a route: of success, of a condition that holds, and every refusal. */
export function responsesOf(row: Row, schemas: JsonSchemas): Json {
  return { ...success(row, schemas), ...refusals(row) };
}

function success(row: Row, schemas: JsonSchemas): Json {
  const status = String(row.status ?? 200);
  const head = { description: row.summary, headers: refs(...ALWAYS_TOLD, ...(row.etag ? ['ETag'] : [])) };
  const unchanged = row.etag ? { 304: { ...head, description: 'Not changed since `If-None-Match`.' } } : {};
  if (!row.answer && !row.media) return { [status]: head };
  if (row.media === FILE)
    return { [status]: fileOf(head), 206: { ...fileOf(head), description: 'The part asked for.' } };
  const schema = row.answer ? schemas.print(row.answer, 'output') : { type: 'string' };
  const example = row.example?.answer;
  const content = { [row.media ?? 'application/json']: { schema, ...(example === undefined ? {} : { example }) } };
  return { [status]: { ...head, content }, ...unchanged };
}

/** A file of whatever type: bytes, which no schema describes. */
const FILE = 'application/octet-stream';
const fileOf = (head: Json): Json => ({ ...head, content: { '*/*': {} } });

/** Refusals by status, each naming its codes. */
function refusals(row: Row): Json {
  const byStatus = Map.groupBy(codesOf(row), (code) => ERRORS[code].http);
  const answers = [...byStatus].sort(([a], [b]) => a - b).map(([status, codes]) => [status, refusal(status, codes)]);
  return Object.fromEntries(answers);
}

function refusal(status: number, codes: readonly ErrorCode[]): Json {
  const told = UNTOLD.has(status) ? ['X-Request-Id'] : ALWAYS_TOLD;
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    headers: refs(...told, ...(status === 429 ? ['Retry-After'] : [])),
    content: {
      'application/json': {
        schema: { allOf: [{ $ref: '#/components/schemas/Error' }, { properties: { error: { enum: codes } } }] },
      },
    },
  };
}

/** Every code that a row may answer, each once. */
export function codesOf(row: Row): ErrorCode[] {
  const read: ErrorCode[] = row.params || row.query ? ['invalid_input', 'unknown_field'] : ['unknown_field'];
  const all = [
    ...ALWAYS,
    ...[...read, ...(row.body ? WITH_BODY : []), ...(row.errors ?? [])].map((code) => row.rename?.[code] ?? code),
    ...(row.idempotent ? WITH_KEY : []),
    ...Object.values(row.codes ?? {}),
  ];
  return [...new Set(all)];
}
