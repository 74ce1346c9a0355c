import { createHash, randomBytes } from 'node:crypto';

const START = 'trb_live_';
/** Characters of the clear text that are kept, so that people can tell tokens apart. */
const SHOWN = START.length + 6;

/** A new token: 256 random bits behind a prefix that secret scanners can recognise. */
export function newTokenText(): string {
  return START + randomBytes(32).toString('base64url');
}

/** What is stored of a token. A plain hash is enough for 256 random bits. */
export function hashToken(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

export function shownPrefix(text: string): string {
  return text.startsWith(START) ? text.slice(0, SHOWN) : `${text.slice(0, 4)}…`;
}
