import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { PassThrough, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { App } from '#src/platform/context.ts';
import { sealing } from './sealed-artifact.ts';

export type ArtifactOwner = { tenantId: string; reportId: string };

/** An artifact in a file of its own that is not in storage yet: what its bytes are as they are downloaded, and the hash of them sealed. */
export type ArtifactDraft = { size: number; sha256: string; sealedSha256: string };

export const contextOf = ({ tenantId, reportId }: ArtifactOwner) => `artifact:${tenantId}:${reportId}`;

/** Seals what `write` puts into the sink and ends, on its way into the new file `path`. Bounded memory, whatever the size. */
export async function draftArtifact(
  app: Pick<App, 'sealed'>,
  owner: ArtifactOwner,
  path: string,
  write: (sink: Writable) => Promise<void>,
): Promise<ArtifactDraft> {
  const sink = new PassThrough({ highWaterMark: 256 * 1024 });
  const [clear, sealed] = [measuring(), measuring()];
  const file = createWriteStream(path, { mode: 0o600, flags: 'wx' });
  const flowing = pipeline(sink, clear.stream, sealing(app.sealed, contextOf(owner)), sealed.stream, file);
  await Promise.all([flowing, writeOrBreak(write, sink)]);
  return { size: clear.size(), sha256: clear.digest(), sealedSha256: sealed.digest() };
}

/** A writer that fails takes the stream along, or the other side would wait for ever. */
async function writeOrBreak(write: (sink: Writable) => Promise<void>, sink: PassThrough): Promise<void> {
  try {
    await write(sink);
  } catch (error) {
    sink.destroy(error as Error);
    throw error;
  }
}

function measuring() {
  const hash = createHash('sha256');
  let size = 0;
  const stream = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      hash.update(bytes);
      size += bytes.length;
      done(null, bytes);
    },
  });
  return { stream, digest: () => hash.digest('hex'), size: () => size };
}
