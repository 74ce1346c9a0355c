import { PassThrough, pipeline, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { App } from '#src/platform/context.ts';
import { type ArtifactOwner, contextOf } from './draft-artifact.ts';
import { HEAD_MAX, opening, placeOf, readHead } from './sealed-artifact.ts';
import { storageOf } from './storage-of.ts';

/**
 * A range of an artifact, both bounds included, as it was written. Only the chunks that hold it are fetched and opened. The stream fails
 * with `ArtifactDamaged` rather than give a byte that is not as it was.
 *
 * @throws ArtifactMissing, ArtifactDamaged, SealedError
 */
export async function readArtifact(
  app: Pick<App, 'config' | 'sealed'>,
  owner: ArtifactOwner,
  { storageKey, size }: { storageKey: string; size: number },
  range: { start: number; end: number } = { start: 0, end: size - 1 },
): Promise<Readable> {
  const storage = storageOf(app);
  const head = readHead(await buffer(await storage.read(storageKey, 0, HEAD_MAX - 1)), app.sealed, contextOf(owner));
  if (size === 0) return Readable.from([]);
  const { first, start, end } = placeOf(head, size, range);
  const out = new PassThrough();
  // A reader that goes away ends the reading; what breaks is told to whoever reads `out`.
  pipeline(await storage.read(storageKey, start, end), opening(head, size, first, range), out, () => undefined);
  return out;
}
