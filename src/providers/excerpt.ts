import type { Connection } from './provider.ts';

const LENGTH = 160;
/** Looked through for credentials, far more than is shown, so that none is cut in half and missed. */
const SEARCHED = 16_384;
const NOT_SECRET: ReadonlySet<string> = new Set(['accept', 'content-type', 'user-agent', 'anthropic-version']);
/** Prefixes under which well-known services hand out keys; an error answer likes to repeat one, half of it masked. */
const KEY_SHAPE = /\b(?:sk|pk|rk|gsk|xai|hf|ghp|key|AIza|AKIA|trb)[-_][\w*.-]{6,200}/g;

/**
 * The beginning of an answer, for a message: one line, at most 160 characters, without the credentials of this connection in case the
 * endpoint repeats them.
 */
export function excerpt(answer: string, connection: Connection): string {
  let text = answer.slice(0, SEARCHED);
  for (const secret of secretsOf(connection)) text = text.replaceAll(secret, '[redacted]');
  text = text
    .replace(KEY_SHAPE, '[redacted]')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return text.length > LENGTH ? `${text.slice(0, LENGTH - 1)}…` : text;
}

/** Header values, each of their words, and the values in the URL's query: whatever of it is long enough to be a secret. */
function secretsOf(connection: Connection): string[] {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(connection.headers)) {
    if (!NOT_SECRET.has(name.toLowerCase())) parts.push(value, ...value.split(/[\s;,=]/));
  }
  for (const value of URL.parse(connection.url)?.searchParams.values() ?? []) parts.push(value);
  return parts.filter((part) => part.length >= 6).sort((a, b) => b.length - a.length);
}
