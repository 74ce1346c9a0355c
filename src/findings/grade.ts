import type { Severity } from '#src/probes/probe-file.ts';

export type Grade = 'A' | 'B' | 'C' | 'D' | 'F';
export type GradedKind = 'llm' | 'url' | 'repo';

type Weights = Record<Exclude<Severity, 'info'>, { weight: number; cap: number }>;

const WEB: Weights = {
  critical: { weight: 25, cap: 75 },
  high: { weight: 8, cap: 40 },
  medium: { weight: 3, cap: 25 },
  low: { weight: 1, cap: 15 },
};
/** The points that a finding takes away, and the most that all findings of a severity may. */
const WEIGHTS: Record<GradedKind, Weights> = {
  url: WEB,
  repo: WEB,
  llm: {
    critical: { weight: 25, cap: 100 },
    high: { weight: 4, cap: 60 },
    medium: { weight: 1.5, cap: 40 },
    low: { weight: 0.3, cap: 12 },
  },
};

/**
 * A score from 0 to 100 and its grade, from how many findings there are that nobody accepted or called false. Pure.
 *
 * Each severity takes away its number times its weight, up to its cap; info takes nothing. 90 and more is an A, 80 a B, 65 a C, 50 a D, less
 * an F; with a critical finding it is a C at best, with a high one a B. The weights are a convention, the one that Pencheff's grader uses,
 * and no measurement: a grade sums findings up for a cover page, and says nothing about what was not tested.
 */
export function gradeOf(kind: GradedKind, counts: Readonly<Record<Severity, number>>): { score: number; grade: Grade } {
  const taken = Object.entries(WEIGHTS[kind]).map(([severity, { weight, cap }]) =>
    Math.min(counts[severity as Severity] * weight, cap),
  );
  const score = Math.max(0, Math.round(100 - taken.reduce((a, b) => a + b, 0)));
  const best: Grade = counts.critical > 0 ? 'C' : counts.high > 0 ? 'B' : 'A';
  const grade = score >= 90 ? 'A' : score >= 80 ? 'B' : score >= 65 ? 'C' : score >= 50 ? 'D' : 'F';
  return { score, grade: grade < best ? best : grade };
}
