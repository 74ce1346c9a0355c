import { z } from 'zod';
import { SCOPES } from '#src/access/scopes.ts';
import { ERRORS, type ErrorCode } from '#src/platform/errors.ts';
import type { Row } from './row.ts';
import { TAGS } from './tags.ts';

type Json = Record<string, unknown>;

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
const WITH_KEY: readonly ErrorCode[] = ['idempotency_key_reused', 'idempotency_in_flight'];

/** The document of `/api/v2`, OpenAPI 3.1, printed from the rows that are served: what is not in it is not there. */
export function openapi(rows: readonly Row[], serverUrl: string): Json {
  const components: Json = { Error: ERROR };
  const paths: Record<string, Json> = {};
  for (const row of rows) {
    paths[row.path] = { ...paths[row.path], [row.method.toLowerCase()]: operation(row, components) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tribunal',
      version: '2.0.0',
      description: INTRODUCTION,
      license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${serverUrl}/api/v2` }],
    security: [{ token: [] }],
    tags: TAGS,
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: `A token, \`trb_live_…\`. Scopes: ${SCOPES.join(', ')}.`,
        },
      },
      schemas: components,
    },
  };
}

const INTRODUCTION = `The REST facade of Tribunal: the same use cases as its GraphQL API. JSON in and out, snake case, RFC 3339 in UTC.
Every refusal is \`{"error": "<code>", "message": "…"}\` with further members where a program needs them; quote the header \`X-Request-Id\` when you ask for help. Lists are paged by \`limit\` and \`cursor\`.
A POST that makes something takes \`Idempotency-Key\`; single rows carry an \`ETag\` and changes honour \`If-Match\`.`;

const ERROR = {
  type: 'object',
  required: ['error', 'message'],
  properties: {
    error: { type: 'string', description: 'A stable code.' },
    message: { type: 'string', description: 'What is wrong and what to do, for people.' },
  },
  additionalProperties: true,
};

function operation(row: Row, components: Json): Json {
  const body = row.body && {
    required: true,
    content: { 'application/json': content(schemaOf(row.body, 'input', components), row.example?.body) },
  };
  return {
    operationId: row.id,
    tags: [row.tag],
    summary: row.summary,
    description: descriptionOf(row),
    ...(parametersOf(row, components) as Json),
    ...(body ? { requestBody: body } : {}),
    responses: { ...success(row, components), ...refusals(row) },
  };
}

function descriptionOf(row: Row): string {
  const scope =
    { public: 'Needs no token.', null: 'Needs a token, with any scopes.' }[String(row.scope)] ??
    `Needs the scope \`${row.scope}\`.`;
  return [row.description, scope].filter(Boolean).join('\n\n');
}

function parametersOf(row: Row, components: Json): Json {
  const parameters = [...membersOf(row, 'path', components), ...membersOf(row, 'query', components)];
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string', maxLength: 255 },
  });
  if (row.idempotent)
    parameters.push(header('Idempotency-Key', 'The same key and request give the first answer again, for 24 hours.'));
  if (row.etag)
    parameters.push(header('If-None-Match', 'The `ETag` of an earlier answer: 304 when nothing has changed.'));
  if (row.method === 'PATCH')
    parameters.push(header('If-Match', 'The `ETag` of what was read: 412 when it has changed since.'));
  return parameters.length > 0 ? { parameters } : {};
}

function membersOf(row: Row, place: 'path' | 'query', components: Json): Json[] {
  const schema = place === 'path' ? row.params : row.query;
  if (!schema) return [];
  const examples = place === 'path' ? row.example?.params : row.example?.query;
  const object = schemaOf(schema, 'input', components) as { properties: Record<string, Json>; required?: string[] };
  return Object.entries(object.properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || (object.required ?? []).includes(name),
    ...(description ? { description } : {}),
    ...(examples?.[name] === undefined ? {} : { example: examples[name] }),
    schema: rest,
  }));
}

function success(row: Row, components: Json): Json {
  const status = String(row.status ?? 200);
  const head = { description: row.summary, headers: headersOf(row) };
  const unchanged = row.etag ? { 304: { description: 'Not changed since `If-None-Match`.' } } : {};
  if (row.answer) {
    const answer = content(schemaOf(row.answer, 'output', components), row.example?.answer);
    return { [status]: { ...head, content: { 'application/json': answer } }, ...unchanged };
  }
  if (row.media) return { [status]: { ...head, content: { [row.media]: { schema: { type: 'string' } } } } };
  return { [status]: head };
}

function headersOf(row: Row): Json {
  const integer = (description: string) => ({ description, schema: { type: 'integer' } });
  const limits = {
    'X-RateLimit-Limit': integer('Requests a minute.'),
    'X-RateLimit-Remaining': integer('Requests left now.'),
    'X-RateLimit-Reset': integer('Seconds until the bucket is full.'),
  };
  return {
    ...limits,
    ...(row.etag ? { ETag: { description: 'Names this state of the row.', schema: { type: 'string' } } } : {}),
  };
}

/** Refusals by status, each naming its codes. */
function refusals(row: Row): Json {
  const byStatus = Map.groupBy(codesOf(row), (code) => ERRORS[code].http);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, codes]) => [
        status,
        {
          description: codes.map((code) => `\`${code}\``).join(', '),
          content: {
            'application/json': {
              schema: { allOf: [{ $ref: '#/components/schemas/Error' }, { properties: { error: { enum: codes } } }] },
            },
          },
        },
      ]),
  );
}

/** Every code that a row may answer, each once. */
export function codesOf(row: Row): ErrorCode[] {
  const read: ErrorCode[] = row.params || row.query ? ['invalid_input', 'unknown_field'] : ['unknown_field'];
  const all = [
    ...ALWAYS,
    ...read,
    ...(row.body ? WITH_BODY : []),
    ...(row.idempotent ? WITH_KEY : []),
    ...Object.values(row.codes ?? {}),
    ...(row.errors ?? []).map((code) => row.rename?.[code] ?? code),
  ];
  return [...new Set(all)];
}

function content(schema: Json, example: unknown): Json {
  return { schema, ...(example === undefined ? {} : { example }) };
}

/** A schema in the document's dialect. Schemas with a name go to the components, once. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const {
    $schema: _,
    $defs = {},
    ...own
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json & { $defs?: Json };
  for (const [name, definition] of Object.entries($defs)) components[name] = relocated(definition);
  const { id, ...rest } = relocated(own) as Json & { id?: string };
  if (id === undefined) return rest;
  components[id] = rest;
  return { $ref: `#/components/schemas/${id}` };
}

function relocated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relocated);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === '$ref' ? String(member).replace('#/$defs/', '#/components/schemas/') : relocated(member),
    ]),
  );
}
