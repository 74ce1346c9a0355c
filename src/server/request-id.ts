import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const FORM = /^[A-Za-z0-9._-]{8,64}$/;

/** The id of a request: the one that a proxy gave it, if it is harmless, else a new one. It stands in answers and in logs. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && FORM.test(given) ? given : `req_${randomBytes(12).toString('base64url')}`;
}
