import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { App } from '#src/platform/context.ts';
import { sealing } from './sealed-artifact.ts';
import { storageOf } from './storage-of.ts';

/** What is known of an artifact that is kept: of its bytes as they are downloaded, and where storage has it. */
export type KeptArtifact = { storageKey: string; size: number; sha256: string };

export type ArtifactOwner = { tenantId: string; reportId: string };

export const contextOf = ({ tenantId, reportId }: ArtifactOwner) => `artifact:${tenantId}:${reportId}`;

/**
 * Keeps what `write` puts into the sink and ends. It is sealed on its way into a draft; the draft goes to storage whole, under the hash of
 * its sealed bytes, so that no two artifacts share one, after `place` was told of it. When anything fails, nothing is kept; when the process
 * dies, what it kept is where `place` knows. Bounded memory, whatever the size.
 */
export async function keepArtifact(
  app: Pick<App, 'config' | 'sealed'>,
  owner: ArtifactOwner,
  work: { write: (sink: Writable) => Promise<void>; place: (storageKey: string) => Promise<void> },
): Promise<KeptArtifact> {
  const drafts = draftsOf(app);
  await mkdir(drafts, { recursive: true, mode: 0o700 });
  await removeDrafts(drafts, owner);
  const path = join(drafts, `${owner.reportId}.${randomUUID()}`);
  try {
    const sink = new PassThrough({ highWaterMark: 256 * 1024 });
    const [clear, stored] = [measuring(), measuring()];
    const file = createWriteStream(path, { mode: 0o600, flags: 'wx' });
    const flowing = pipeline(sink, clear.stream, sealing(app.sealed, contextOf(owner)), stored.stream, file);
    await Promise.all([flowing, writeOrBreak(work.write, sink)]);
    const hash = stored.digest();
    const storageKey = `${owner.tenantId}/${hash.slice(0, 2)}/${hash}`;
    await work.place(storageKey);
    await storageOf(app).put(storageKey, path);
    return { storageKey, size: clear.size(), sha256: clear.digest() };
  } finally {
    await rm(path, { force: true });
  }
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
  let hex: string | undefined;
  const digest = () => {
    hex ??= hash.digest('hex');
    return hex;
  };
  return { stream, digest, size: () => size };
}

function draftsOf({ config }: Pick<App, 'config'>): string {
  return join(config.dataDir, 'artifacts', 'drafts');
}

/** Of this report, by workers that died: whoever still writes one has lost the report. */
async function removeDrafts(folder: string, { reportId }: ArtifactOwner): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(`${reportId}.`));
  for (const name of names) await rm(join(folder, name), { force: true });
}

const DRAFT_MS = 24 * 60 * 60 * 1000;

/** Removes what workers that died have left half written. */
export async function removeOldDrafts(app: Pick<App, 'config'>): Promise<void> {
  const folder = draftsOf(app);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) {
    const { mtimeMs } = await stat(join(folder, name)).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > DRAFT_MS) await rm(join(folder, name), { force: true });
  }
}
