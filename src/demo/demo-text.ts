import type { DemoReports } from './demo-reports.ts';
import { completed, type DemoResult } from './demo-result.ts';
import type { Comparison } from './expected.ts';
import type { Paint } from './view/colours.ts';
import { renderFindings } from './view/findings-table.ts';
import { renderReports } from './view/reports.ts';
import { renderAttempts, renderFalseFindings, renderWeaknesses } from './view/summary.ts';
import { cutText, plainLine } from './view/width.ts';

/** What a person reads when the scan is over. */
export function demoText(
  result: DemoResult,
  comparison: Comparison | null,
  reports: DemoReports | null,
  width: number,
  paint: Paint,
): string[] {
  const findings = result.findings.map(({ severity, title, risks, confidence, evidenceLine: evidence }) => ({
    severity: severity.toLowerCase(),
    title,
    reference: risks[0]?.id ?? '',
    confidence,
    evidence,
  }));
  const attempts = { ...result.counts, total: result.counts.planned };
  return [
    ...renderFindings(findings, width, paint),
    '',
    ...renderAttempts(attempts, result.followed.durationMs, paint),
    ...withoutModels(result, paint),
    ...ending(result, width, paint),
    ...(comparison ? compared(comparison, width, paint) : []),
    ...(reports ? ['', ...renderReports(reports, paint)] : []),
    '',
    ...nextSteps(paint),
  ];
}

/** Said wherever it is so: what oracles cannot decide, rules without a model decided or left open. */
function withoutModels({ judges }: DemoResult, paint: Paint): string[] {
  if (judges.some(({ engine }) => engine !== 'deterministic')) return [];
  return [paint('dim', 'No judge models are configured: oracles and deterministic judges decided.')];
}

/** What has to be said of a scan that did not simply complete. */
function ending(result: DemoResult, width: number, paint: Paint): string[] {
  if (completed(result) && !result.partial) return [];
  const status = result.followed.statuses.at(-1) ?? 'queued';
  const what = completed(result) ? 'The scan left something out' : `The scan ended as ${status}`;
  return [paint('yellow', cutText(`${what}: ${plainLine(result.followed.reason ?? 'no reason was given')}`, width))];
}

function compared({ outcomes, falseFindings }: Comparison, width: number, paint: Paint): string[] {
  const rows = outcomes.map((outcome) => ({ ...outcome, findings: outcome.findings.map(({ id }) => id) }));
  const titles = falseFindings.map(({ title }) => title);
  return ['', ...renderWeaknesses(rows, width, paint), '', ...renderFalseFindings(titles, width, paint)];
}

function nextSteps(paint: Paint): string[] {
  const steps = [
    ['npm run demo -- --target-url URL', 'scan an endpoint of yours'],
    ['npm run demo -- --keep', 'look around in GraphiQL afterwards'],
    ['npm run probes', 'what was tested'],
    ['npm start', 'Tribunal itself, as the README tells'],
  ] as const;
  return [paint('bold', 'Next'), ...steps.map(([command, what]) => `  ${paint('cyan', command.padEnd(34))}${what}`)];
}
