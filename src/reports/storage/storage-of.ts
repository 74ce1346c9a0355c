import { join } from 'node:path';
import type { Config } from '#src/platform/config.ts';
import type { ArtifactStorage } from './artifact-storage.ts';
import { folderStorage } from './folder-storage.ts';
import { s3Storage } from './s3-storage.ts';

const opened = new WeakMap<Config, ArtifactStorage>();

/** Where this process keeps artifacts: the bucket of the configuration, else the folder `artifacts` beside its other data. */
export function storageOf({ config }: { config: Config }): ArtifactStorage {
  const known =
    opened.get(config) ?? (config.s3 ? s3Storage(config.s3) : folderStorage(join(config.dataDir, 'artifacts')));
  opened.set(config, known);
  return known;
}
