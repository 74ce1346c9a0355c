import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '#src/platform/context.ts';
import type { ArtifactDraft, ArtifactOwner } from './draft-artifact.ts';
import { storageOf } from './storage-of.ts';

/** What was drafted, and where storage has it. */
export type Kept<Draft> = Draft & { storageKey: string };

/**
 * Keeps what `draft` writes, sealed, into the file that it is given. It goes to storage whole, under the hash of its sealed bytes, so that no two
 * artifacts share one, after `place` was told of it. When anything fails, nothing is kept; when the process dies, what it kept is where `place`
 * knows.
 */
export async function keepArtifact<Draft extends ArtifactDraft>(
  app: Pick<App, 'config'>,
  owner: ArtifactOwner,
  work: { draft: (path: string) => Promise<Draft>; place: (storageKey: string) => Promise<void> },
): Promise<Kept<Draft>> {
  const drafts = draftsOf(app);
  await mkdir(drafts, { recursive: true, mode: 0o700 });
  await removeDrafts(drafts, owner);
  const path = join(drafts, `${owner.reportId}.${randomUUID()}`);
  try {
    const draft = await work.draft(path);
    const storageKey = `${owner.tenantId}/${draft.sealedSha256.slice(0, 2)}/${draft.sealedSha256}`;
    await work.place(storageKey);
    await storageOf(app).put(storageKey, path);
    return { ...draft, storageKey };
  } finally {
    await rm(path, { force: true });
  }
}

/** Where drafts lie, and what is read for a report while it is written. */
export function draftsOf({ config }: Pick<App, 'config'>): string {
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
