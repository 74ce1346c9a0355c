import { fastifyCookie as cookie } from '@fastify/cookie';
import type { App } from '#src/platform/context.ts';

const NAME = 'tribunal_session';
const HOUR_S = 3600;

/** Whether people reach this server over TLS: the operator says so with `PUBLIC_URL`. */
export function isSecure(app: App): boolean {
  return app.config.publicUrl?.startsWith('https:') ?? false;
}

/** `__Host-` binds a cookie to this very host and to TLS: no neighbour can plant one. Without TLS browsers refuse the prefix. */
export function cookieName(app: App, name: string): string {
  return isSecure(app) ? `__Host-${name}` : name;
}

/** The session's identifier among the cookies of a request, or null. */
export function sessionIn(app: App, header: string | undefined): string | null {
  return cookieIn(app, header, NAME);
}

export function cookieIn(app: App, header: string | undefined, name: string): string | null {
  if (!header || header.length > 8192) return null;
  const value = cookie.parse(header)[cookieName(app, name)];
  return value && value.length <= 4096 ? value : null;
}

/** `Strict`: no other site's page can make a browser send it, not even by a link. */
export function sessionCookie(app: App, text: string): string {
  return cookie.serialize(cookieName(app, NAME), text, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: isSecure(app),
    maxAge: app.config.sessions.maxHours * HOUR_S,
  });
}

/** A cookie for a few minutes that comes along when the browser is sent back here from another site. */
export function passingCookie(app: App, name: string, text: string, maxAge: number): string {
  return cookie.serialize(cookieName(app, name), text, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(app),
    maxAge,
  });
}

export function endedSessionCookie(app: App): string {
  return endedCookie(app, NAME, 'strict');
}

export function endedCookie(app: App, name: string, sameSite: 'strict' | 'lax'): string {
  return cookie.serialize(cookieName(app, name), '', {
    path: '/',
    httpOnly: true,
    sameSite,
    secure: isSecure(app),
    maxAge: 0,
  });
}
