import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import type { App, Ctx } from '#src/platform/context.ts';
import { DomainError, isDomainError } from '#src/platform/errors.ts';
import { withIdempotencyKey } from '#src/platform/idempotency.ts';
import type { OpenStreams } from '#src/server/open-streams.ts';
import { authenticateRequest } from '#src/server/request-credentials.ts';
import { sendAnswer } from './answer.ts';
import { answeredOnce } from './first-answer.ts';
import { readInput } from './read-input.ts';
import { readJson } from './read-json.ts';
import { takeFromBuckets } from './route-limits.ts';
import { type Asked, METHODS, type Method, type Row, scopesOf } from './row.ts';
import { cursorFor, cursorFrom } from './tenant-cursor.ts';
import { takeFiles, uploadOf } from './upload.ts';

export const REST_PATH = '/api/v2';

/** The context of a request, once it is known who asks. */
const contexts = new WeakMap<FastifyRequest, Ctx>();

/** Registers every row below `/api/v2`: credentials first, then limits, then the body; so that nobody's body is read for nothing. */
export function serveRows(http: FastifyInstance, app: App, rows: readonly Row[], streams: OpenStreams): void {
  http.register(
    async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      for (const row of rows.filter(({ file }) => !file)) serveRow(scope, app, row, streams);
      scope.register(async (files) => {
        takeFiles(files);
        for (const row of rows.filter(({ file }) => file)) serveRow(files, app, row, streams);
      });
      for (const [path, methods] of methodsByPath(rows)) refuseOthers(scope, path, methods);
    },
    { prefix: REST_PATH },
  );
}

function serveRow(scope: FastifyInstance, app: App, row: Row, streams: OpenStreams): void {
  scope.route({
    method: row.method,
    url: toRoute(row.path),
    onRequest: async (request, reply) => {
      refuseEncoded(request);
      const ctx = (await row.link?.(app, request)) ?? (await authenticateRequest(app, request, reply));
      await takeFromBuckets(ctx, row, reply);
      for (const scope of scopesOf(row)) allow(ctx, scope);
      contexts.set(request, ctx);
    },
    handler: (request, reply) => answer(row, request, reply, streams),
  });
}

async function answer(
  row: Row,
  request: FastifyRequest,
  reply: FastifyReply,
  streams: OpenStreams,
): Promise<FastifyReply> {
  const known = contexts.get(request)!;
  const ctx = row.idempotent ? withIdempotencyKey(known, headerOf(request, 'idempotency-key')) : known;
  try {
    const asked = read(row, ctx, request, reply);
    const value = await answeredOnce(row, ctx, () => row.handle(ctx, asked));
    markCursor(ctx, row, value);
    if (row.media === 'text/event-stream' && value instanceof Readable) streams.keep(reply, ctx.actor, value);
    if (ctx.idempotency?.replayed) reply.header('idempotency-replayed', 'true');
    return sendAnswer(row, request, reply, value);
  } catch (error) {
    throw renamed(row, error);
  }
}

function read(
  row: Row,
  ctx: Ctx,
  request: FastifyRequest,
  reply: FastifyReply,
): Asked<z.ZodObject, z.ZodObject, z.ZodType> {
  const codes = row.codes ?? {};
  const params = row.params && readInput(row.params, request.params, 'path', codes);
  const query = (row.query && readInput(row.query, request.query, 'query', codes)) ?? refuseQuery(request);
  if (typeof query?.cursor === 'string') query.cursor = cursorFrom(ctx.actor.tenantId, query.cursor);
  return {
    params,
    query,
    body: row.body && readInput(row.body, bodyOf(request), 'body', codes),
    upload: row.file ? uploadOf(request) : null,
    request,
    reply,
  } as Asked<z.ZodObject, z.ZodObject, z.ZodType>;
}

/** Lists give out cursors of their tenant. */
function markCursor(ctx: Ctx, row: Row, value: unknown): void {
  const page = value as { next_cursor?: string | null };
  if (row.query && 'cursor' in row.query.shape && page.next_cursor)
    page.next_cursor = cursorFor(ctx.actor.tenantId, page.next_cursor);
}

/** A route that takes no query takes none: a filter that is misspelt, or of another route, must not look as if it had been applied. */
function refuseQuery(request: FastifyRequest): undefined {
  const fields = Object.keys(request.query as object);
  if (fields.length === 0) return undefined;
  throw new DomainError('unknown_field', `This address takes no query, and was given ${fields.join(', ')}.`, {
    details: { fields: fields.slice(0, 20), in: 'query' },
  });
}

function bodyOf(request: FastifyRequest): unknown {
  if (!(request.body instanceof Uint8Array) || request.body.length === 0) {
    throw new DomainError('invalid_json', 'The body is empty. Send a JSON object.', { details: { position: 0 } });
  }
  return readJson(request.body);
}

/** @throws DomainError `unsupported_media_type`: a small body that becomes a large one is not taken */
function refuseEncoded(request: FastifyRequest): void {
  if ((request.headers['content-encoding'] ?? 'identity') === 'identity') return;
  throw new DomainError('unsupported_media_type', 'Send the body uncompressed.');
}

function headerOf(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}

/** A use case speaks in general codes; the seeds have names for some of them. */
function renamed(row: Row, error: unknown): unknown {
  if (!isDomainError(error)) return error;
  const code = row.rename?.[error.code] ?? error.code;
  const details = row.detail ? { detail: error.message, ...error.details } : error.details;
  return new DomainError(code, error.message, { details, path: error.inputPath });
}

function toRoute(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

function methodsByPath(rows: readonly Row[]): Map<string, Method[]> {
  const byPath = new Map<string, Method[]>();
  for (const { path, method } of rows) byPath.set(path, [...(byPath.get(path) ?? []), method]);
  return byPath;
}

const ALL_METHODS = [...METHODS, 'HEAD', 'OPTIONS', 'TRACE'];

function refuseOthers(scope: FastifyInstance, path: string, methods: readonly Method[]): void {
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].sort().join(', ');
  scope.route({
    method: ALL_METHODS.filter((method) => !allow.split(', ').includes(method)),
    url: toRoute(path),
    onRequest: async (_request, reply) => {
      reply.header('allow', allow);
      throw new DomainError('method_not_allowed', `This address takes ${allow}.`);
    },
    handler: async () => undefined,
  });
}
