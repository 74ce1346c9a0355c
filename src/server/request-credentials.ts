import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientAddress } from '#src/platform/client-address.ts';
import type { App, Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { noteCaller } from './audit-calls.ts';
import { authenticate } from './authenticate.ts';
import { comesFromOurPage } from './origin.ts';
import { sessionCookie, sessionIn } from './session-cookie.ts';

/** Whose request it is, behind trusted proxies too. Every door asks here and nowhere else. */
export function addressOf(app: App, request: IncomingMessage): string {
  return clientAddress(request.socket.remoteAddress, request.headers['x-forwarded-for'], app.config.trustedProxies);
}

/**
 * The context of an HTTP request: by its token, or by its session's cookie when a page of ours sent it.
 *
 * @throws DomainError as `authenticate`, and `foreign_origin`
 */
export async function authenticateRequest(app: App, request: FastifyRequest, reply: FastifyReply): Promise<Ctx> {
  const { authorization = null, cookie } = request.headers;
  const text = authorization === null ? sessionIn(app, cookie) : null;
  if (text !== null) refuseForeign(app, request);
  const hand = (next: string) => void reply.header('set-cookie', sessionCookie(app, next));
  const ctx = await authenticate(app, {
    authorization,
    session: text === null ? null : { text, hand },
    address: addressOf(app, request.raw),
    requestId: request.id,
  });
  noteCaller(request, ctx.actor);
  return ctx;
}

/** @throws DomainError `foreign_origin` */
export function refuseForeign(app: App, request: FastifyRequest): void {
  if (comesFromOurPage(app, request.method, request.headers)) return;
  throw new DomainError('foreign_origin', 'A session is taken from pages of this server alone. Send a token instead.');
}
