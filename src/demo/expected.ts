import { WEAKNESSES, type Weakness } from './bot/weaknesses.ts';

/** A finding, as far as the comparison needs it. */
export type ComparedFinding = { id: string; probeId: string; title: string };

type WeaknessOutcome = Pick<Weakness, 'id' | 'title' | 'risk'> & {
  /** Findings that show it; none when the scan missed it. */
  findings: readonly ComparedFinding[];
};

export type Comparison = {
  /** Every documented weakness that the probes of the scan could find, in the order of the table. */
  outcomes: readonly WeaknessOutcome[];
  /** Findings of probes that belong to no documented weakness. */
  falseFindings: readonly ComparedFinding[];
};

/** Holds the findings of a scan of the bot against the table of its weaknesses. `probeIds` are those of the scan; none means all. */
export function compareWithTable(findings: readonly ComparedFinding[], probeIds: readonly string[] = []): Comparison {
  const asked = new Set(probeIds);
  const couldBeFound = WEAKNESSES.filter(({ probes }) => asked.size === 0 || probes.some((id) => asked.has(id)));
  const outcomes = couldBeFound.map(({ id, title, risk, probes }) => ({
    id,
    title,
    risk,
    findings: findings.filter((finding) => probes.includes(finding.probeId)),
  }));
  const known = new Set(WEAKNESSES.flatMap(({ probes }) => probes));
  return { outcomes, falseFindings: findings.filter(({ probeId }) => !known.has(probeId)) };
}

/** The same as lists of ids: of weaknesses, and of findings. */
export function comparedIds(comparison: Comparison): { found: string[]; missed: string[]; falseFindings: string[] } {
  const ids = (found: boolean) =>
    comparison.outcomes.filter((outcome) => outcome.findings.length > 0 === found).map((outcome) => outcome.id);
  return { found: ids(true), missed: ids(false), falseFindings: comparison.falseFindings.map((finding) => finding.id) };
}
