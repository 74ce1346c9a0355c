import { checkFixtures } from './check-fixtures.ts';
import { coverageOf, printProbeCoverage } from './coverage.ts';
import { loadProbes, ProbeLibraryError } from './load-probes.ts';
import type { ProbeLibrary } from './probe.ts';

type Write = (text: string) => void;

/**
 * `probes`: the library's coverage as a table, as one JSON object with `--json`, or with `--check` the fixtures of every probe put to
 * its oracles. Returns the exit status: 1 for a library that does not load or a fixture that fails, 2 for an unknown option.
 */
export function runProbesCommand(argv: readonly string[], write: Write): number {
  const unknown = argv.find((option) => option !== '--json' && option !== '--check');
  if (unknown !== undefined) {
    write(`Unknown option ${unknown}. Usage: probes [--json | --check]\n`);
    return 2;
  }
  const library = load(write);
  if (library === null) return 1;
  if (argv.includes('--check')) return check(library, argv.includes('--json'), write);
  if (argv.includes('--json')) write(`${JSON.stringify(coverageOf(library), null, 2)}\n`);
  else printProbeCoverage(library, write);
  return 0;
}

function load(write: Write): ProbeLibrary | null {
  try {
    return loadProbes();
  } catch (error) {
    if (!(error instanceof ProbeLibraryError)) throw error;
    write(`${error.message}\n`);
    return null;
  }
}

function check(library: ProbeLibrary, json: boolean, write: Write): number {
  const failures = library.all.flatMap((probe) =>
    checkFixtures(probe).map((message) => ({ probe: probe.id, message })),
  );
  const fixtures = library.all.reduce(
    (sum, { fixtures: { vulnerable, safe } }) => sum + vulnerable.length + safe.length,
    0,
  );
  if (json) write(`${JSON.stringify({ probes: library.all.length, fixtures, failures }, null, 2)}\n`);
  else {
    for (const { probe, message } of failures) write(`${probe}: ${message}\n`);
    const verdict = failures.length === 0 ? 'all as expected' : `${failures.length} failures`;
    write(`${library.all.length} probes, ${fixtures} fixtures: ${verdict}\n`);
  }
  return failures.length === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = runProbesCommand(process.argv.slice(2), (text) => process.stdout.write(text));
