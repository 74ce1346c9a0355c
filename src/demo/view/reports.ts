import { relative } from 'node:path';
import type { DemoReport, DemoReports } from '#src/demo/demo-reports.ts';
import type { Paint } from './colours.ts';
import { plainLine } from './width.ts';

const VERDICTS = {
  valid: ['green', '✓ signed, verified'],
  altered: ['red', '✗ altered'],
  unknown_key: ['red', '✗ signed by an unknown key'],
} as const;

/** Where the reports lie, whether they are what was signed, and how anybody else finds that out. */
export function renderReports({ files, keysPath }: DemoReports, paint: Paint): string[] {
  const width = Math.max(...files.map(({ path }) => shown(path).length));
  const [first] = files;
  return [
    paint('bold', 'Reports of this scan'),
    ...files.map(
      (file) => `  ${shown(file.path).padEnd(width)}  ${sizeOf(file).padStart(7)}  ${verdictOf(file, paint)}`,
    ),
    paint('dim', `  npm run tribunal -- verify ${shown(first!.path)} --keys ${shown(keysPath)}`),
  ];
}

function verdictOf({ verdict }: DemoReport, paint: Paint): string {
  const [colour, words] = VERDICTS[verdict];
  return paint(colour, words);
}

function sizeOf({ size }: DemoReport): string {
  return size < 1e6 ? `${Math.ceil(size / 1000)} kB` : `${(size / 1e6).toFixed(1)} MB`;
}

/** As one would type it here, where that is shorter. */
function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return plainLine(near.startsWith('..') ? path : near);
}
