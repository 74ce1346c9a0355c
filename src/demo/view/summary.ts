import type { Paint } from './colours.ts';
import { counted, duration } from './numbers.ts';
import { renderTable } from './table.ts';
import { cutText, plainLine } from './width.ts';

export type Attempts = { total: number; vulnerable: number; resistant: number; inconclusive: number };

/** The counts of attempts by verdict, in one line. */
export function renderAttempts(attempts: Attempts, durationMs: number, paint: Paint): string[] {
  const verdicts = [
    paint('red', `${attempts.vulnerable} vulnerable`),
    paint('green', `${attempts.resistant} resistant`),
    paint('yellow', `${attempts.inconclusive} inconclusive`),
  ].join(', ');
  return [`${paint('bold', counted(attempts.total, 'attempt'))} in ${duration(durationMs)}: ${verdicts}.`];
}

export type WeaknessOutcome = { id: string; title: string; risk: string; findings: readonly string[] };

/** How each documented weakness fared: found, by which probes, or missed. */
export function renderWeaknesses(outcomes: readonly WeaknessOutcome[], width: number, paint: Paint): string[] {
  const rows = outcomes.map((outcome) => {
    const found = outcome.findings.length > 0;
    return {
      cells: [
        found ? ({ text: '✓ found', style: 'green' } as const) : ({ text: '✗ missed', style: 'red' } as const),
        { text: outcome.title },
        { text: outcome.risk, style: 'cyan' } as const,
        { text: found ? counted(outcome.findings.length, 'finding') : '–', style: 'dim' } as const,
      ],
    };
  });
  const columns = [
    { title: '' },
    { title: 'KNOWN WEAKNESS OF THE BOT', grows: true },
    { title: 'OWASP' },
    { title: 'BY' },
  ];
  return renderTable(columns, rows, width, paint);
}

/** Findings of probes that belong to no documented weakness. */
export function renderFalseFindings(titles: readonly string[], width: number, paint: Paint): string[] {
  if (titles.length === 0) return [`${paint('green', 'No false finding.')}`];
  return [
    paint('red', `${counted(titles.length, 'false finding')}:`),
    ...titles.map((title) => cutText(`  ${plainLine(title)}`, width)),
  ];
}
