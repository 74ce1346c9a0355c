import { BUILT_IN_RULES } from '#src/dlp/built-in/built-in-rules.ts';
import { compileRules, type DlpEngine } from '#src/dlp/dlp-engine.ts';
import { asBuiltIn } from '#src/dlp/effective-rule.ts';
import { probeLibrary } from '#src/probes/probe-library.ts';
import type { BenchOptions } from './main.ts';

const SIZE = 4096;
/** What one reading of a prompt of 4 KB may take, in milliseconds. */
const LIMIT_MS = 1;
const ROUNDS = 400;
/** What a tenant might add: names of projects and customers, a number of its own form. */
const OWN = [
  '(?i)project (falcon|osprey|kestrel)',
  '\\bCUST-\\d{6}\\b',
  '(?i)strictly confidential',
  '\\b[A-Z]{3}-\\d{4}-[A-Z]{2}\\b',
];

/**
 * What reading a prompt of 4 KB by all rules costs: over texts of the probe library, over texts that nearly match everywhere, and with rules
 * of a tenant's own. The median and the 99th percentile; the ratio is that of the slowest median to the limit.
 */
export async function run({ json }: BenchOptions): Promise<void> {
  const builtIn = BUILT_IN_RULES.map((rule) => asBuiltIn(rule, undefined));
  const own = OWN.map((pattern, i) => ({
    id: `own${i}`,
    name: pattern,
    pattern,
    action: 'redact' as const,
    words: [],
  }));
  const [plain, mixed] = [compileRules(builtIn), compileRules([...builtIn, ...own])];
  const prompts = libraryTexts();
  const rows = [
    { texts: 'probe library', rules: builtIn.length, ...measure(plain, prompts) },
    { texts: 'probe library', rules: builtIn.length + own.length, ...measure(mixed, prompts) },
    {
      texts: 'nearly matching, the slowest',
      rules: builtIn.length,
      ...slowest(nearMisses().map((text) => measure(plain, [text]))),
    },
    { texts: 'matching everywhere', rules: builtIn.length, ...measure(plain, [fill('card 4111 1111 1111 1111, ')]) },
  ];
  const ratio = Math.max(...rows.map(({ p50 }) => p50)) / LIMIT_MS;
  if (json)
    return void process.stdout.write(`${JSON.stringify({ characters: SIZE, limitMs: LIMIT_MS, rows, ratio })}\n`);
  console.table(rows);
  process.stdout.write(`slowest median ÷ limit of ${LIMIT_MS} ms  ${ratio.toFixed(2)}\n`);
}

function libraryTexts(): string[] {
  const all = probeLibrary()
    .all.flatMap(({ prompts }) => prompts.map(({ text, turns }) => text ?? turns?.join('\n') ?? ''))
    .join('\n');
  return Array.from({ length: Math.floor(all.length / SIZE) }, (_, i) => all.slice(i * SIZE, (i + 1) * SIZE));
}

/** What begins like a match, again and again, and is none. */
function nearMisses(): string[] {
  const pieces = [
    'eyJaaaaaaaaaa.eyJaaaaaaaaa-',
    '4111 1111 1111 1112 ',
    'https://user:pass ',
    'a.b.c.d.e.f.g.',
    'DE89 3704 0044 ',
    '+1 2 3 4 ',
  ];
  return [...pieces, 'a', '1', '-----BEGIN PRIVATE KEY', 'sk-proj-', 'x@'].map(fill);
}

const slowest = <Row extends { p50: number }>(rows: readonly Row[]): Row => [...rows].sort((a, b) => b.p50 - a.p50)[0]!;

const fill = (piece: string) => piece.repeat(Math.ceil(SIZE / piece.length)).slice(0, SIZE);

function measure(engine: DlpEngine, texts: readonly string[]): { p50: number; p99: number } {
  const times: number[] = [];
  for (let round = -100; round < ROUNDS; round += 1) {
    const text = texts[(round + 100) % texts.length]!;
    const began = performance.now();
    engine.read(text);
    if (round >= 0) times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor(times.length * share)]! * 1000) / 1000;
  return { p50: at(0.5), p99: at(0.99) };
}
