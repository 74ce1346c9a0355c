import { fastifyCookie } from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptInvitation, readInvitation } from '#src/access/accept-invitation.ts';
import { homesOf } from '#src/access/homes.ts';
import type { Browser, OpenedSession } from '#src/access/open-session.ts';
import { signIn } from '#src/access/sign-in.ts';
import { takeAddress } from '#src/access/sign-in-limits.ts';
import { signOut } from '#src/access/sign-out.ts';
import type { App } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { formatId } from '#src/platform/ids.ts';
import { noteCaller } from '#src/server/audit-calls.ts';
import { isOwnOrigin } from '#src/server/origin.ts';
import { addressOf, refuseForeign } from '#src/server/request-credentials.ts';
import { endedSessionCookie, sessionCookie, sessionIn } from '#src/server/session-cookie.ts';

/** What somebody who is not signed in yet may send: small bodies of JSON. */
const BODY_LIMIT = 16 * 1024;

/** Signing in and out by password, and accepting invitations. Answers are JSON; the session is in the cookie alone. */
export function signInRoutes(http: FastifyInstance, app: App): void {
  http.register(fastifyCookie, { hook: false }); // what reads and writes cookies is loaded by it
  http.register(async (scope) => {
    scope.removeContentTypeParser('text/plain'); // JSON alone, which no page of elsewhere can send without asking first
    scope.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));
    const options = { bodyLimit: BODY_LIMIT };
    scope.get('/auth/methods', async () => ({ password: true, oidc: app.config.oidc !== null }));
    scope.post('/auth/sign-in', options, async (request, reply) => {
      refuseForeignPage(app, request);
      return enter(app, request, reply, await signIn(app, request.body as never, browserOf(app, request)));
    });
    scope.post('/auth/sign-out', options, async (request, reply) => {
      const text = sessionIn(app, request.headers.cookie);
      if (text !== null) refuseForeign(app, request);
      if (text !== null) await endSession(app, request, text);
      return reply.code(204).header('set-cookie', endedSessionCookie(app)).send();
    });
    scope.post('/auth/invitation', options, async (request) => {
      refuseForeignPage(app, request);
      await takeAddress(app, addressOf(app, request.raw));
      const { invitation } = (request.body ?? {}) as { invitation?: never };
      const { tenant, email, role, known } = await readInvitation(app, invitation!);
      return { tenant, email, role, known };
    });
    scope.post('/auth/accept-invitation', options, async (request, reply) => {
      refuseForeignPage(app, request);
      return enter(app, request, reply, await acceptInvitation(app, request.body as never, browserOf(app, request)));
    });
  });
}

export function browserOf(app: App, request: FastifyRequest): Browser {
  const device = request.headers['user-agent'] ?? 'unknown';
  return { address: addressOf(app, request.raw), device, requestId: request.id };
}

/** Puts the session into the cookie. One that the browser had before ends: nobody is signed in twice in one place. */
export async function giveSession(app: App, request: FastifyRequest, reply: FastifyReply, session: OpenedSession) {
  const before = sessionIn(app, request.headers.cookie);
  if (before !== null) await signOut(app, before, browserOf(app, request));
  noteSession(app, request, session);
  reply.header('set-cookie', sessionCookie(app, session.text));
}

async function endSession(app: App, request: FastifyRequest, text: string): Promise<void> {
  const ended = await signOut(app, text, browserOf(app, request));
  if (ended) noteSession(app, request, ended);
}

/** The call is the person's whose session it opened or ended, in that session's tenant. */
function noteSession(
  app: App,
  request: FastifyRequest,
  session: { tenantId: string; id: string; userId: string },
): void {
  const { tenantId, userId, id } = session;
  const { address, requestId } = browserOf(app, request);
  noteCaller(request, { tenantId, userId, sessionId: id, tokenId: null, scopes: new Set(), address, requestId });
}

async function enter(app: App, request: FastifyRequest, reply: FastifyReply, session: OpenedSession) {
  await giveSession(app, request, reply, session);
  const homes = await homesOf(app.system, session.userId);
  const shown = homes.map(({ tenantId, slug, name }) => ({ id: formatId('tenant', tenantId), slug, name }));
  const id = formatId('tenant', session.tenantId);
  return { tenant: shown.find((home) => home.id === id), tenants: shown };
}

/** Nobody is signed in by a page of elsewhere, as somebody else than they think. Programs send no origin. @throws DomainError `foreign_origin` */
function refuseForeignPage(app: App, request: FastifyRequest): void {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const foreign = origin === undefined ? site === 'cross-site' : !isOwnOrigin(app, origin, host);
  if (foreign) throw new DomainError('foreign_origin', 'People sign in on pages of this server alone.');
}
