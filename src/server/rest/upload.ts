import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '#src/platform/errors.ts';

/** The largest file that is taken. It is read as it comes and never kept. */
const UPLOAD_MAX = 1024 ** 3;

/** Lets the routes of a scope take a file: bytes as they come, of one type, whatever their number up to a limit. */
export function takeFiles(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
  scope.addContentTypeParser('*', (_request, _payload, done) =>
    done(new DomainError('unsupported_media_type', 'Send the file as application/octet-stream.')),
  );
}

/** The file that was sent, or null when none was. @throws DomainError `payload_too_large`, `invalid_input` when it breaks off, while it is read */
export function uploadOf(request: Pick<FastifyRequest, 'body' | 'headers'>): AsyncIterable<Uint8Array> | null {
  const body = request.body as AsyncIterable<Uint8Array> | undefined | null;
  if (!body) return null;
  if (Number(request.headers['content-length'] ?? 0) > UPLOAD_MAX) throw tooLarge();
  return bounded(body);
}

async function* bounded(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const piece of pieces) {
      size += piece.length;
      if (size > UPLOAD_MAX) throw tooLarge();
      yield piece;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ECONNRESET')
      throw new DomainError('invalid_input', 'The file broke off on its way.');
    throw error;
  }
}

function tooLarge(): DomainError {
  return new DomainError('payload_too_large', 'The file is larger than 1 GiB.', {
    details: { limit_bytes: UPLOAD_MAX },
  });
}
