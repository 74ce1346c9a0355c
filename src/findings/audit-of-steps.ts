import type { AuditEntry } from '#src/audit/append-audit.ts';
import { canonicalJson } from '#src/platform/canonical-json.ts';
import { auditable } from './change-finding.ts';
import type { FindingStep } from './finding-change.ts';

/** One audit entry for an act on many findings: each before and after once, with the findings that it holds for. */
export function auditOfSteps(
  action: string,
  batchId: string,
  steps: readonly FindingStep[],
  more: Record<string, unknown> = {},
): AuditEntry {
  const rows = steps.map(({ findingId, before, after }) => ({
    findingId,
    values: { before: auditable(before), after: auditable(after) },
  }));
  const alike = Map.groupBy(rows, (row) => canonicalJson(row.values));
  const changes = [...alike.values()].map((same) => ({
    ...same[0]!.values,
    findings: same.map((row) => row.findingId),
  }));
  return { action, subjectKind: 'finding_batch', subjectId: batchId, detail: { ...more, changes } };
}

/** The findings that the steps are about, each once. */
export function idsOfSteps(steps: readonly FindingStep[]): string[] {
  return [...new Set(steps.map((step) => step.findingId))];
}
