import { createHash } from 'node:crypto';
import type { FileDigest } from './report-signature.ts';

/** Length and SHA-256 of a file that comes in pieces. */
export async function digestOf(pieces: AsyncIterable<Uint8Array>): Promise<FileDigest> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    hash.update(piece);
  }
  return { size, sha256: hash.digest('hex') };
}
