import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Scope } from '#src/access/scopes.ts';
import type { App, Ctx } from '#src/platform/context.ts';
import type { ErrorCode } from '#src/platform/errors.ts';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

/** What a handler is given: everything parsed. `request` is for streams and conditions, `reply` for headers of a download. */
export type Asked<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> = {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  /** With `file`: what was sent, as it comes; null when nothing was. */
  upload: AsyncIterable<Uint8Array> | null;
  request: FastifyRequest;
  reply: FastifyReply;
};

/** An example that stands in the document and that a test sends. Path members in braces are filled from `params`. */
export type Example = {
  params?: Record<string, string>;
  query?: Record<string, string | number | boolean>;
  body?: unknown;
  answer?: unknown;
};

/**
 * One route: the whole of it. The server registers it, OpenAPI is printed from it, tests walk over it. `handle` calls use cases and
 * reads of visible sets, and shapes their results; it holds no rule.
 */
export type Row<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
> = {
  method: Method;
  /** Below `/api/v2`, with `{name}` for parameters. */
  path: string;
  tag: string;
  /** Unique; the name of the operation in generated clients. */
  id: string;
  summary: string;
  description?: string;
  /** What the token needs. Null: nothing beyond being a token. */
  scope: Scope | null;
  /** What it needs besides: it shows things of both. */
  also?: readonly Scope[];
  /** Each part by its schema. Objects are strict: an unknown member is refused by name. Absent: the part has to be empty. */
  params?: P;
  query?: Q;
  body?: B;
  /** The status of success; 200 unless given. */
  status?: 200 | 201 | 202 | 204;
  /** The answer of success. Absent: no body (204), or a stream that `media` names. */
  answer?: z.ZodType;
  /** The type of a streamed answer, such as `application/x-ndjson`. */
  media?: string;
  /** What it refuses beside what every route refuses. */
  errors?: readonly ErrorCode[];
  /** What a use case's general refusal is called here: `not_found` → `finding_not_found`. */
  rename?: Partial<Record<ErrorCode, ErrorCode>>;
  /**
   * What a wrong member is called: `{ endpoint_id: 'invalid_endpoint_id', 'probe_ids:too_big': 'too_many_probe_ids' }`. With `:issue`, of
   * zod, it holds for that issue of the member itself.
   */
  codes?: Readonly<Record<string, ErrorCode>>;
  /** Takes a file in place of JSON: `application/octet-stream`, read as it comes. */
  file?: boolean;
  /** Refusals also say `detail`, in words: what clients of this route look for. */
  detail?: boolean;
  /** A bucket of its own, beside the token's. */
  limit?: RouteLimit;
  /** Takes `Idempotency-Key`: every POST that makes something. */
  idempotent?: boolean;
  /** Members of the answer that are shown once: null in every replay, and never kept. */
  shownOnce?: readonly string[];
  /** Carries an `ETag`, and honours `If-None-Match`. For single rows. */
  etag?: boolean;
  /** Who asks by what stands in the address, such as a signed link, instead of a token. Null: the token says. */
  link?: (app: App, request: FastifyRequest) => Promise<Ctx | null>;
  example?: Example;
  handle(ctx: Ctx, asked: Asked<P, Q, B>): Promise<unknown>;
};

/** Names of the buckets that routes share; their sizes stand in the configuration. */
export type RouteLimit = 'scans' | 'reports' | 'endpoint_test';

/** A row, with the types of its handler read from its schemas. */
export function row<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(definition: Row<P, Q, B>): Row {
  return definition as unknown as Row;
}

/** Every scope that a route needs; none for one that is for every token. */
export function scopesOf({ scope, also = [] }: Pick<Row, 'scope' | 'also'>): Scope[] {
  return scope === null ? [] : [scope, ...also];
}
