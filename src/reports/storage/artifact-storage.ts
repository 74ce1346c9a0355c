import type { Readable } from 'node:stream';

/**
 * Where artifacts lie, as bytes that only `sealed-artifact.ts` reads. A key is `<tenant>/<2 hex>/<SHA-256 of the bytes in hex>`.
 * Every method throws `StorageFailed` when the storage fails.
 */
export type ArtifactStorage = {
  /** Takes the file at `path` under the key. After it returns, all of it can be read; before, nothing of it. The file may be gone. */
  put(key: string, path: string): Promise<void>;
  /**
   * The bytes from `start` to `end`, both included.
   *
   * @throws ArtifactMissing
   */
  read(key: string, start: number, end: number): Promise<Readable>;
  /** What is not there is removed already. */
  remove(key: string): Promise<void>;
};

/** The storage does not do what it is for: it cannot be reached, or refuses. The message is for the operator. */
export class StorageFailed extends Error {
  override readonly name = 'StorageFailed';
}

/** The storage has nothing under the key. */
export class ArtifactMissing extends Error {
  override readonly name = 'ArtifactMissing';
}
