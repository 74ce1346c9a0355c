import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { beginOidc, TRIP_MS } from '#src/access/oidc/begin-oidc.ts';
import { finishOidc } from '#src/access/oidc/finish-oidc.ts';
import { takeAddress } from '#src/access/sign-in-limits.ts';
import type { App } from '#src/platform/context.ts';
import { isDomainError } from '#src/platform/errors.ts';
import { cookieIn, endedCookie, passingCookie } from '#src/server/session-cookie.ts';
import { browserOf, giveSession } from './sign-in-routes.ts';

const TRIP = 'tribunal_oidc';
const HOME = '/app';

/** Signing in by the operator's OpenID provider: the browser goes there from `start` and comes back to `callback`. */
export function oidcRoutes(http: FastifyInstance, app: App): void {
  http.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));
    scope.get('/auth/oidc/start', async (request, reply) => {
      await takeAddress(app, browserOf(app, request).address);
      const { return_to: returnTo } = request.query as { return_to?: unknown };
      const redirectUri = `${publicUrlOf(app, request)}/auth/oidc/callback`;
      const { url, sealedTrip } = await beginOidc(app, { redirectUri, returnTo: ownPath(returnTo) });
      // `Lax`: the browser comes back from another site.
      reply.header('set-cookie', passingCookie(app, TRIP, sealedTrip, TRIP_MS / 1000));
      return reply.redirect(url, 303);
    });
    scope.get('/auth/oidc/callback', async (request, reply) => {
      // Whatever comes of it, the trip is over: nobody comes back from it twice.
      reply.header('set-cookie', endedCookie(app, TRIP, 'lax'));
      try {
        return await comeBack(app, request, reply);
      } catch (error) {
        // A person is looking at it, and not a program: the page that they know tells them.
        if (!isDomainError(error) || !request.headers.accept?.includes('text/html')) throw error;
        return reply.redirect(`${HOME}/sign-in?error=${error.code}`, 303);
      }
    });
  });
}

async function comeBack(app: App, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const browser = browserOf(app, request);
  await takeAddress(app, browser.address);
  const query = new URLSearchParams(request.url.split('?', 2)[1] ?? '');
  const sealedTrip = cookieIn(app, request.headers.cookie, TRIP);
  const { session, returnTo } = await finishOidc(app, { query, sealedTrip }, browser);
  await giveSession(app, request, reply, session);
  return reply.redirect(returnTo, 303);
}

/** The provider compares it with what was registered there, so that a forged host leads nowhere. */
function publicUrlOf(app: App, request: FastifyRequest): string {
  return app.config.publicUrl ?? `http://${request.headers.host}`;
}

/** A path of this server, or the console: never another address, in none of the forms that browsers take for one. */
function ownPath(text: unknown): string {
  return typeof text === 'string' && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,2000}$/.test(text) ? text : HOME;
}
