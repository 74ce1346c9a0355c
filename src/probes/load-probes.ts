import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { DomainError } from '#src/platform/errors.ts';
import { compileProbe } from './compile-probe.ts';
import { contentHash } from './content-hash.ts';
import { nearDuplicates } from './near-duplicates.ts';
import type { Probe, ProbeLibrary } from './probe.ts';

/** Where a problem is and what it is. */
type LibraryProblem = { file: string; message: string };

/** The library cannot be used. Holds every problem of every file, so that one run shows all of them. */
export class ProbeLibraryError extends Error {
  override readonly name = 'ProbeLibraryError';
  readonly problems: readonly LibraryProblem[];

  constructor(problems: readonly LibraryProblem[]) {
    super(
      `The probe library has ${problems.length} problems:\n${problems.map((p) => `  ${p.file}: ${p.message}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

const LIBRARY_FOLDER = join(import.meta.dirname, 'library');

/**
 * Reads and checks every probe file below `folder`. A probe that fails a gate keeps the whole library from loading: a scan must
 * never run less than it says.
 *
 * @throws ProbeLibraryError
 */
export function loadProbes(folder: string = LIBRARY_FOLDER): ProbeLibrary {
  const problems: LibraryProblem[] = [];
  const files = new Map<string, Probe>();
  for (const file of probeFilesIn(folder)) {
    const result = readProbe(join(folder, file));
    if ('probe' in result) files.set(file, result.probe);
    else problems.push(...result.problems.map((message) => ({ file, message })));
  }
  problems.push(...libraryProblems(files));
  if (problems.length > 0) throw new ProbeLibraryError(problems);
  return libraryOf([...files.values()]);
}

/** A library of probes that are already compiled. */
export function libraryOf(probes: readonly Probe[]): ProbeLibrary {
  const all = Object.freeze([...probes].sort((a, b) => (a.id < b.id ? -1 : 1)));
  const ids = new Map(all.map((probe) => [probe.id, probe]));
  return Object.freeze({
    all,
    byId: (id: string) => ids.get(id),
    versionHash: contentHash(all.map(({ id, hash }) => [id, hash])),
    select: (wanted: readonly string[]) => select(ids, wanted),
  });
}

function select(ids: ReadonlyMap<string, Probe>, wanted: readonly string[]): Probe[] {
  const unique = [...new Set(wanted)];
  const unknown = unique.filter((id) => !ids.has(id));
  if (unknown.length === 0) return unique.map((id) => ids.get(id)!);
  const named = unknown.slice(0, 20).map((id) => id.slice(0, 80));
  throw new DomainError('invalid_probe_ids', `There is no probe named ${named.join(', ')}.`, {
    details: { probe_ids: named },
  });
}

function probeFilesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ya?ml$/.test(file))
    .sort();
}

function readProbe(path: string): { probe: Probe } | { problems: string[] } {
  let raw: unknown;
  try {
    raw = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return { problems: [`not YAML: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`] };
  }
  return compileProbe(raw);
}

/** What only the whole library shows: names, ids, successors, and probes that are nearly the same. */
function libraryProblems(files: ReadonlyMap<string, Probe>): LibraryProblem[] {
  const problems: LibraryProblem[] = [];
  const owners = new Map<string, string>();
  for (const [file, { id }] of files) {
    if (basename(file) !== `${id}.yaml`)
      problems.push({ file, message: `the file of the probe ${id} must be named ${id}.yaml` });
    if (owners.has(id)) problems.push({ file, message: `the id ${id} is already that of ${owners.get(id)}` });
    else owners.set(id, file);
  }
  for (const [file, { replaced_by: successor }] of files) {
    if (successor && !owners.has(successor))
      problems.push({ file, message: `replaced_by names ${successor}, which does not exist` });
  }
  const prompts = [...files].flatMap(([file, probe]) =>
    probe.prompts.map((prompt) => ({ owner: file, text: prompt.turns?.join('\n') ?? prompt.text ?? '' })),
  );
  for (const { first, second, similarity } of nearDuplicates(prompts)) {
    problems.push({
      file: second,
      message: `a prompt is ${Math.round(similarity * 100)} % the same as one of ${first}`,
    });
  }
  return problems;
}
