import type { ProbeFile } from './probe-file.ts';

/** A probe that passed every gate. Frozen to its leaves; `hash` is the SHA-256 of its content, whatever the file's layout. */
export type Probe = Readonly<ProbeFile> & { readonly hash: string };

export type ProbeLibrary = {
  /** Every probe, whatever its status, by id. */
  readonly all: readonly Probe[];
  byId(id: string): Probe | undefined;
  /** Changes whenever any probe does. */
  readonly versionHash: string;
  /**
   * The probes of these ids in this order, each once.
   * @throws DomainError `invalid_probe_ids`, naming every unknown one
   */
  select(ids: readonly string[]): Probe[];
};
