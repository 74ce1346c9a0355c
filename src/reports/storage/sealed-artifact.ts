import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Transform } from 'node:stream';
import type { SealedBox } from '#src/platform/sealed.ts';

/**
 * How an artifact lies in storage:
 *
 *     "TRBA1"  length (2 bytes)  the sealed key  chunk 0  chunk 1 …
 *
 * Each chunk is 64 KiB of the artifact under AES-256-GCM, the last one what is left, none or more, each with its 16-byte tag. The key is used for
 * this artifact alone, so the nonce counts the chunks and marks the last: a chunk that was changed, moved, left out or cut off does not open.
 * Chunks open on their own, which is what ranges are read by.
 */
export const CHUNK = 64 * 1024;
const TAG = 16;
const MAGIC = Buffer.from('TRBA1');
const CIPHER = 'aes-256-gcm';

export class ArtifactDamaged extends Error {
  override readonly name = 'ArtifactDamaged';
}

/** Seals what flows through. `context` says what it belongs to: it opens under the same one only. */
export function sealing(box: SealedBox, context: string): Transform {
  const key = randomBytes(32);
  let index = 0;
  let held: Buffer = Buffer.alloc(0);
  const sealed = Buffer.from(box.seal(key.toString('base64'), context));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(sealed.length);
  const stream = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
      // The last chunk is marked, so as much as may be the last is kept back.
      while (held.length > CHUNK) {
        this.push(sealChunk(key, index++, false, held.subarray(0, CHUNK)));
        held = held.subarray(CHUNK);
      }
      done();
    },
    flush(done) {
      done(null, sealChunk(key, index, true, held));
    },
  });
  stream.push(Buffer.concat([MAGIC, length, sealed]));
  return stream;
}

/** What has to be read before anything else: enough for every head. */
export const HEAD_MAX = 512;

export type ArtifactHead = { key: Buffer; length: number };

/** @throws ArtifactDamaged; SealedError when its key is not here */
export function readHead(bytes: Buffer, box: SealedBox, context: string): ArtifactHead {
  const length = bytes.length > MAGIC.length + 2 ? bytes.readUInt16BE(MAGIC.length) : 0;
  const begin = MAGIC.length + 2;
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC) || length === 0 || bytes.length < begin + length)
    throw new ArtifactDamaged('This is no artifact.');
  const key = Buffer.from(box.open(bytes.toString('utf8', begin, begin + length), context), 'base64');
  return { key, length: begin + length };
}

/** Where the chunks that hold a range of the artifact lie. All bounds are included. */
export function placeOf({ length }: ArtifactHead, size: number, range: { start: number; end: number }) {
  const first = Math.floor(range.start / CHUNK);
  const last = Math.max(first, Math.floor(range.end / CHUNK));
  const stored = size + chunksOf(size) * TAG;
  const start = length + first * (CHUNK + TAG);
  const end = Math.min(length + (last + 1) * (CHUNK + TAG), length + stored) - 1;
  return { first, start, end };
}

function chunksOf(size: number): number {
  return Math.max(1, Math.ceil(size / CHUNK));
}

/** Opens chunks from the number `first` on and lets through what lies within the range. Fails with `ArtifactDamaged` before anything that is not as it was. */
export function opening(
  { key }: ArtifactHead,
  size: number,
  first: number,
  range: { start: number; end: number },
): Transform {
  const last = chunksOf(size) - 1;
  let index = first;
  let held: Buffer = Buffer.alloc(0);
  const open = (chunk: Buffer): Buffer => {
    const clear = openChunk(key, index, index === last, chunk);
    const begin = index * CHUNK;
    index += 1;
    return clear.subarray(Math.max(0, range.start - begin), Math.max(0, range.end + 1 - begin));
  };
  return new Transform({
    transform(bytes: Buffer, _encoding, done) {
      held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
      try {
        while (held.length >= CHUNK + TAG) {
          this.push(open(held.subarray(0, CHUNK + TAG)));
          held = held.subarray(CHUNK + TAG);
        }
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      const wanted = Math.max(first, Math.floor(range.end / CHUNK));
      try {
        if (held.length > 0) this.push(open(held));
        done(index > wanted ? null : new ArtifactDamaged('The artifact breaks off.'));
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 7);
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
}

function sealChunk(key: Buffer, index: number, last: boolean, clear: Buffer): Buffer {
  const cipher = createCipheriv(CIPHER, key, nonceOf(index, last));
  return Buffer.concat([cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
}

function openChunk(key: Buffer, index: number, last: boolean, chunk: Buffer): Buffer {
  if (chunk.length < TAG) throw new ArtifactDamaged('The artifact breaks off.');
  const decipher = createDecipheriv(CIPHER, key, nonceOf(index, last));
  decipher.setAuthTag(chunk.subarray(chunk.length - TAG));
  try {
    return Buffer.concat([decipher.update(chunk.subarray(0, -TAG)), decipher.final()]);
  } catch (cause) {
    throw new ArtifactDamaged('The artifact was changed.', { cause });
  }
}
