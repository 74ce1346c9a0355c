import type { IncomingHttpHeaders } from 'node:http';
import type { App } from '#src/platform/context.ts';

/**
 * Whether a page of this origin is one of ours: `PUBLIC_URL`, or, for whoever reaches the server directly, the host that the request itself
 * names. Pages of `ALLOWED_ORIGINS` are not: they bring a token.
 */
export function isOwnOrigin(app: App, origin: string, host: string | undefined): boolean {
  const parsed = URL.parse(origin);
  if (!parsed || parsed.origin === 'null') return false;
  const { publicUrl } = app.config;
  if (publicUrl && parsed.origin === new URL(publicUrl).origin) return true;
  // Behind TLS a page without it is somebody else's, whatever its host.
  if (publicUrl?.startsWith('https:') && parsed.protocol !== 'https:') return false;
  return parsed.host === host;
}

/**
 * Whether a request with a cookie comes from a page of ours. Browsers send `Origin` with everything that changes something and with every
 * websocket; a read without one is let through, as no other page can see its answer.
 */
export function comesFromOurPage(app: App, method: string, headers: IncomingHttpHeaders): boolean {
  const { origin, host } = headers;
  if (origin !== undefined) return isOwnOrigin(app, origin, host);
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || (site === 'none' && isRead(method));
  return isRead(method);
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}
