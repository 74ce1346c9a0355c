import type { Dispatcher } from 'undici';
import { OutboundError } from './outbound-error.ts';
import { readTargetUrl, type TargetUrl, targetOf } from './target-url.ts';

/** One step of an exchange: what is sent where. A redirect makes the next. */
export type Hop = {
  target: TargetUrl;
  method: Dispatcher.HttpMethod;
  headers: Readonly<Record<string, string>>;
  body: string | Buffer | null;
};

/** Headers that belong to the connection or to the address of the request; a caller's would contradict the client's own. */
const FORBIDDEN: ReadonlySet<string> = new Set([
  'host', // also decides which TLS certificate is accepted
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What goes to a redirect's other origin. Any other header may be a credential under a name of the target's choosing. */
const HARMLESS: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'content-type',
  'user-agent',
]);

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * The headers by their lower-case names, over the defaults.
 *
 * @throws OutboundError `client_error` that names the header which may not be set; its value is not told.
 */
export function requestHeaders(
  defaults: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  const all: Record<string, string> = { ...defaults };
  for (const name in headers) {
    const lower = name.toLowerCase();
    if (FORBIDDEN.has(lower)) throw new OutboundError('client_error', `The header "${lower}" may not be set.`);
    all[lower] = headers[name]!;
  }
  return all;
}

/** Where a response redirects to, or null when it does not. */
export function redirectLocation(status: number, location: string | undefined): string | null {
  return REDIRECTS.has(status) ? (location ?? null) : null;
}

/**
 * The request that a redirect asks for. Another origin gets no credentials; https never falls back to http; POST becomes GET
 * except for 307 and 308.
 *
 * @throws OutboundError `redirect_refused`
 */
export function redirectHop(from: Hop, status: number, location: string): Hop {
  const target = redirectTarget(from.target, location);
  if (from.target.origin.startsWith('https:') && target.origin.startsWith('http:')) {
    throw new OutboundError('redirect_refused', `${from.target.place} redirects from https to http.`);
  }
  const headers = target.origin === from.target.origin ? from.headers : harmless(from.headers);
  if (status === 307 || status === 308 || from.method === 'HEAD') return { ...from, target, headers };
  return { target, method: 'GET', headers: without(headers, 'content-type'), body: null };
}

function redirectTarget(from: TargetUrl, location: string): TargetUrl {
  const url = URL.parse(location, from.href);
  try {
    return targetOf(readTargetUrl(url?.href ?? location));
  } catch (cause) {
    throw new OutboundError('redirect_refused', `${from.place} redirects to a URL that may not be asked.`, { cause });
  }
}

function harmless(headers: Hop['headers']): Hop['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name)));
}

function without(headers: Hop['headers'], dropped: string): Hop['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== dropped));
}
