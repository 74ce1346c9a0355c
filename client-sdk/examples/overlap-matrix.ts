import { parseArgs } from 'node:util';
import { createClient, type FrameworkSlug, type Overlap, type Severity } from '@tribunal/client';

// Prints how frameworks overlap in what was found: node overlap-matrix.ts [--severity CRITICAL,HIGH] [ROWS COLUMNS]
// Without frameworks: of each two, how many pairs of their controls the same findings speak to. With two: a row for each control of the
// first, a column for each of the second, and how many findings speak to both. TRIBUNAL_URL and TRIBUNAL_TOKEN say where and as whom.

const FRAMEWORKS = ['OWASP_LLM', 'OWASP_AGENTIC', 'MITRE_ATLAS', 'NIST_AI_600_1', 'ISO_42001', 'EU_AI_ACT'] as const;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { severity: { type: 'string' } } });
const { TRIBUNAL_URL: url = 'http://127.0.0.1:4000', TRIBUNAL_TOKEN: token } = process.env;
if (!token) throw new Error('Set TRIBUNAL_TOKEN to a token with the scope findings:read.');

const client = createClient({ url, token });
const filter = values.severity ? { severity: values.severity.split(',') as Severity[] } : {};
const two = positionals.length === 2 ? (positionals as FrameworkSlug[]) : null;

const pairs: Overlap[] = [];
for await (const pair of client.overlaps.list({ filter, ...(two ? { frameworks: two } : {}) }))
  if (pair.findingCount > 0) pairs.push(pair);

if (two) printControls(pairs, two[0]!, two[1]!);
else printFrameworks(pairs);

function printFrameworks(pairs: readonly Overlap[]): void {
  const cell = (row: string, column: string) => {
    const both = pairs.filter((pair) => sides(pair, row, column));
    return both.length === 0 ? '·' : String(both.length);
  };
  const rows = FRAMEWORKS.map((row, i) => [row, ...FRAMEWORKS.map((column, j) => (i === j ? '' : cell(row, column)))]);
  print([['', ...FRAMEWORKS], ...rows]);
  console.log(`\n${pairs.length} pairs of controls share findings. The ten that share most:\n`);
  const most = pairs.toSorted((a, b) => b.findingCount - a.findingCount).slice(0, 10);
  print(most.map((pair) => [String(pair.findingCount), pair.refA, pair.refB, severitiesOf(pair)]));
}

function printControls(pairs: readonly Overlap[], row: FrameworkSlug, column: FrameworkSlug): void {
  const counts = new Map<string, Map<string, number>>();
  const titles = new Map<string, string>();
  for (const pair of pairs) {
    const both = sides(pair, row, column);
    if (!both) continue;
    const [a, b] = both;
    counts.set(a.localId, (counts.get(a.localId) ?? new Map()).set(b.localId, pair.findingCount));
    titles.set(a.localId, a.title);
  }
  const inOrder = (ids: Iterable<string>) =>
    [...new Set(ids)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const columns = inOrder([...counts.values()].flatMap((found) => [...found.keys()]));
  const rows = inOrder(counts.keys()).map((id) => {
    const cells = columns.map((one) => String(counts.get(id)?.get(one) ?? '·'));
    return [id, ...cells, titles.get(id)!];
  });
  print([[`${row} \\ ${column}`, ...columns, ''], ...rows]);
}

/** The controls of a pair as row and column, whichever way round it stands. */
function sides(
  { controlA: a, controlB: b }: Overlap,
  row: string,
  column: string,
): [Overlap['controlA'], Overlap['controlA']] | null {
  if (a.framework.slug === row && b.framework.slug === column) return [a, b];
  return b.framework.slug === row && a.framework.slug === column ? [b, a] : null;
}

function severitiesOf({ severities }: Overlap): string {
  const some = Object.entries(severities).filter(([, count]) => count > 0);
  return some.map(([name, count]) => `${count} ${name}`).join(', ');
}

/** A table: every column as wide as its widest cell, numbers to the right. */
function print(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const right = (text: string) => /^(\d+|·|)$/.test(text);
  for (const row of rows)
    console.log(
      row
        .map((text, i) => (right(text) ? text.padStart(widths[i]!) : text.padEnd(widths[i]!)))
        .join('  ')
        .trimEnd(),
    );
}
