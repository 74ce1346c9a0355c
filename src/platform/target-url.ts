import { DomainError } from './errors.ts';

/** The parts of a checked URL that a request needs; `place` names the host for messages, without path or query. */
export type TargetUrl = {
  readonly href: string;
  readonly origin: string;
  readonly path: string;
  readonly place: string;
};

const MAX_URL_LENGTH = 2048;
const KEPT = 1000;
const parsed = new Map<string, TargetUrl>();

/**
 * The normal form of a URL that somebody else wrote, without its fragment. IP addresses in decimal, octal, hexadecimal or short
 * form come out in their plain form, as the WHATWG URL standard says. Whether the address may be reached is decided when a
 * connection is made, and may be asked before with `checkTarget`.
 *
 * @throws DomainError `invalid_url` with a sentence for the person who wrote it.
 */
export function validateTargetUrl(text: string): string {
  return readTargetUrl(text).href;
}

/** @throws DomainError `invalid_url` */
export function readTargetUrl(text: string): URL {
  if (text.length > MAX_URL_LENGTH) throw refuse(`The URL is longer than ${MAX_URL_LENGTH} characters.`);
  if (/[\s\\]|\p{Cc}/u.test(text))
    throw refuse('The URL holds a space, a line break, a backslash or a control character.');
  const url = URL.parse(text);
  if (url === null) throw refuse('The URL cannot be read: write it in full, such as https://api.example.com/v1.');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refuse(`The URL's scheme is "${url.protocol.slice(0, -1)}"; only http and https are spoken.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw refuse('The URL holds a user name or a password: put credentials into a header instead.');
  }
  if (url.port === '0') throw refuse('Port 0 cannot be connected to.');
  url.hash = '';
  return url;
}

/**
 * The same check, remembered by the text: one target is asked thousands of times. At most 1,000 URLs are kept, the oldest go
 * first.
 *
 * @throws DomainError `invalid_url`
 */
export function parseTarget(text: string): TargetUrl {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const target = targetOf(readTargetUrl(text));
  if (parsed.size >= KEPT) parsed.delete(parsed.keys().next().value ?? '');
  parsed.set(text, target);
  return target;
}

export function targetOf(url: URL): TargetUrl {
  return { href: url.href, origin: url.origin, path: url.pathname + url.search, place: url.host };
}

function refuse(sentence: string): DomainError {
  return new DomainError('invalid_url', sentence, { path: ['url'] });
}
