import type { Socket } from 'node:net';
import { DomainError } from '#src/platform/errors.ts';

/** Node's own limit of the head of a request. */
const HEAD_BYTES = 16 * 1024;

/** Answers what is no request that could be routed, in the words of the REST API, and closes. Whoever has gone already is not answered. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy(error);
  const { code, message, details, row } = refusalOf(error.code);
  const body = JSON.stringify({ error: code, message, ...details });
  const head = [`HTTP/1.1 ${row.http} Refused`, `content-length: ${Buffer.byteLength(body)}`];
  const rest = ['content-type: application/json; charset=utf-8', 'connection: close', '', body];
  socket.end([...head, ...rest].join('\r\n'));
}

function refusalOf(code: string | undefined): DomainError {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new DomainError('payload_too_large', 'The headers are larger than 16 KiB.', {
      details: { limit_bytes: HEAD_BYTES },
    });
  const late = code === 'ERR_HTTP_REQUEST_TIMEOUT';
  return new DomainError('invalid_input', late ? 'The request did not arrive in time.' : 'This is no HTTP request.');
}
