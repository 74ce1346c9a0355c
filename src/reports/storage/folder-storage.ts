import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { ArtifactMissing, type ArtifactStorage, StorageFailed } from './artifact-storage.ts';

/** Artifacts as files of a folder, which has to be one file system and shared by every process. */
export function folderStorage(folder: string): ArtifactStorage {
  const pathOf = (key: string) => join(folder, ...key.split('/'));
  return {
    async put(key, path) {
      await mkdir(dirname(pathOf(key)), { recursive: true, mode: 0o700 }).catch(failed);
      await rename(path, pathOf(key)).catch(failed);
    },
    async read(key, start, end): Promise<Readable> {
      const file = await openKept(pathOf(key));
      return file.createReadStream({ start, end });
    },
    remove: (key) => rm(pathOf(key), { force: true }).catch(failed),
  };
}

async function openKept(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new ArtifactMissing('no such file');
    return failed(error as Error);
  }
}

function failed(error: Error): never {
  throw new StorageFailed(`the folder: ${error.message}`);
}
