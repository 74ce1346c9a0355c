import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { type GuardedRow, whileUnchanged } from '#src/platform/while-unchanged.ts';
import type { Row } from './row.ts';

/** Sends what a row's handler gave: JSON, a stream, or nothing. */
export function sendAnswer(row: Row, request: FastifyRequest, reply: FastifyReply, value: unknown): FastifyReply {
  reply.header('cache-control', 'no-store');
  if (value instanceof Readable) {
    // A part of a file has said so, and a file knows its own type.
    if (reply.statusCode !== 206) reply.code(row.status ?? 200);
    if (!reply.hasHeader('content-type')) reply.type(row.media ?? 'application/octet-stream');
    return reply.send(value);
  }
  if (row.status === 204) return reply.code(204).send();
  const text = JSON.stringify(value);
  if (row.etag) {
    const tag = etagOf(text);
    // May be kept, and has to be asked for again each time.
    reply.headers({ etag: tag, 'cache-control': 'private, no-cache' });
    if (isRead(request) && matchesTag(request.headers['if-none-match'], tag)) return reply.code(304).send();
  }
  return reply
    .code(row.status ?? 200)
    .type('application/json; charset=utf-8')
    .send(text);
}

/** A change is answered with what became of it, whatever the caller holds. */
function isRead({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** A strong tag of an answer's bytes: two answers have the same tag when they are the same. */
export function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
}

/**
 * Runs a change that begins with `checkIfMatch`. With `If-Match`, what is checked is what is there until the change is written: of two who
 * send the same tag at once, one is refused.
 */
export function changing<Value>(
  ctx: Ctx,
  request: FastifyRequest,
  row: GuardedRow,
  work: (ctx: Ctx) => Promise<Value>,
): Promise<Value> {
  return request.headers['if-match'] === undefined ? work(ctx) : whileUnchanged(ctx, row, work);
}

/**
 * Guards a change against one that came in between: with `If-Match`, what the caller had read has to be what is there now. Inside `changing`.
 *
 * @throws DomainError `precondition_failed`
 */
export function checkIfMatch(request: FastifyRequest, current: unknown): void {
  const wanted = request.headers['if-match'];
  if (wanted === undefined || matchesTag(wanted, etagOf(JSON.stringify(current)))) return;
  throw new DomainError('precondition_failed', 'This has changed since you read it. Read it again, then change it.');
}

/** Whether a header such as `If-None-Match` names the tag. */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}
