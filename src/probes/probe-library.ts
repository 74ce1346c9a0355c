import { loadProbes } from './load-probes.ts';
import type { Probe, ProbeLibrary } from './probe.ts';

let shipped: ProbeLibrary | null = null;

/**
 * The library that the project ships, read at the first call and kept.
 * @throws ProbeLibraryError
 */
export function probeLibrary(): ProbeLibrary {
  shipped ??= loadProbes();
  return shipped;
}

/**
 * The probes of a scan: those of `ids`, or every probe that is not deprecated where none is named.
 * @throws DomainError `invalid_probe_ids`
 */
export function chosenProbes(ids: readonly string[]): readonly Probe[] {
  const library = probeLibrary();
  return ids.length > 0 ? library.select(ids) : library.all.filter(({ status }) => status !== 'deprecated');
}
