import type { DemoReports } from './demo-reports.ts';
import type { DemoResult } from './demo-result.ts';
import { type Comparison, comparedIds } from './expected.ts';

/** The one object of `--json`. `comparison` is null when the target was not the bot, `reports` when the scan did not complete. */
export function demoJson(result: DemoResult, comparison: Comparison | null, reports: DemoReports | null) {
  const { followed, counts } = result;
  return {
    scanId: result.scanId,
    statuses: followed.statuses,
    attempts: {
      total: counts.planned,
      vulnerable: counts.vulnerable,
      resistant: counts.resistant,
      inconclusive: counts.inconclusive,
    },
    findings: result.findings.map(({ id, title, severity, risks, refs, confidence }) => ({
      id,
      title,
      severity: severity.toLowerCase(),
      risk: risks[0]?.id ?? null,
      refs,
      confidence,
    })),
    events: { received: followed.received, lastSequence: followed.lastSequence },
    durationMs: Math.round(followed.durationMs),
    expected: comparison && comparedIds(comparison),
    reports: reports && { files: reports.files, keys: reports.keysPath },
  };
}
