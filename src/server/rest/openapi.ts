import { SCOPES } from '#src/access/scopes.ts';
import { HEADERS, responsesOf } from './document-responses.ts';
import { type Json, JsonSchemas } from './json-schemas.ts';
import { REPORT_SCHEMA_PATHS } from './report-schema.ts';
import { type Row, scopesOf } from './row.ts';
import { TAGS } from './tags.ts';

/** The document of `/api/v2`, OpenAPI 3.1, printed from the rows that are served: what is not in it is not there. */
export function openapi(rows: readonly Row[], serverUrl: string): Json {
  const schemas = new JsonSchemas();
  const printed: Record<string, Json> = {};
  for (const row of rows) {
    printed[row.path] = { ...printed[row.path], [row.method.toLowerCase()]: operation(row, schemas) };
  }
  const { document: paths, schemas: named } = schemas.settle(printed);
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
    tags: TAGS.filter(({ name }) => rows.some(({ tag }) => tag === name)),
    paths: { ...paths, ...REPORT_SCHEMA_PATHS },
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: `A token, \`trb_live_…\`. Scopes: ${SCOPES.join(', ')}.`,
        },
      },
      headers: HEADERS,
      schemas: { Error: ERROR, ...named },
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

function operation(row: Row, schemas: JsonSchemas): Json {
  const body = requestBodyOf(row, schemas);
  return {
    operationId: row.id,
    tags: [row.tag],
    summary: row.summary,
    description: descriptionOf(row),
    ...(row.scope === null ? {} : { 'x-required-scopes': scopesOf(row) }),
    ...parametersOf(row, schemas),
    ...(body ? { requestBody: body } : {}),
    responses: responsesOf(row, schemas),
  };
}

function requestBodyOf(row: Row, schemas: JsonSchemas): Json | undefined {
  if (row.file) return { required: false, content: { 'application/octet-stream': {} } };
  if (!row.body) return undefined;
  const example = row.example?.body;
  const schema = schemas.print(row.body, 'input');
  return {
    required: true,
    content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
  };
}

function descriptionOf(row: Row): string {
  const names = scopesOf(row).map((name) => `\`${name}\``);
  const scope = `Needs ${names.length === 0 ? 'a token, with any scopes' : `the scope${names.length > 1 ? 's' : ''} ${names.join(' and ')}`}.`;
  return [row.description, scope].filter(Boolean).join('\n\n');
}

function parametersOf(row: Row, schemas: JsonSchemas): Json {
  const parameters = [...membersOf(row, 'path', schemas), ...membersOf(row, 'query', schemas)];
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

function membersOf(row: Row, place: 'path' | 'query', schemas: JsonSchemas): Json[] {
  const schema = place === 'path' ? row.params : row.query;
  if (!schema) return [];
  const given = place === 'path' ? row.example?.params : row.example?.query;
  const object = schemas.print(schema, 'input') as { properties: Record<string, Json>; required?: string[] };
  return Object.entries(object.properties).map(([name, { description, examples, ...rest }]) => {
    const example = given?.[name] ?? (place === 'path' ? (examples as unknown[] | undefined)?.[0] : undefined);
    return {
      name,
      in: place,
      required: place === 'path' || (object.required ?? []).includes(name),
      ...(description ? { description } : {}),
      ...(example === undefined ? {} : { example }),
      schema: rest,
    };
  });
}
