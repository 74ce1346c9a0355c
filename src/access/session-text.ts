import { createHash, randomBytes } from 'node:crypto';

/** A new identifier of a session, as the cookie carries it: 256 random bits. */
export function newSessionText(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of an identifier. A plain hash is enough for 256 random bits. */
export function hashSession(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
