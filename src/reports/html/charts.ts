import { COVERAGE_STATES, type CoverageState } from '#src/findings/coverage-states.ts';
import { SEVERITIES } from '#src/probes/probe-file.ts';
import type { ReportHead } from '#src/reports/report-model.ts';
import { SEVERITY_WORD } from '#src/reports/words.ts';
import { html, type Markup } from './markup.ts';
import { number } from './parts.ts';

const ROW = 30;
const LABEL = 76;
/** Of the width beside the labels, in percent: numbers stand behind the longest bar. */
const ROOM = 68;

/** Open findings by severity: bars with their numbers, drawn in the file. Bars follow the width of the page, letters do not. */
export function severityChart({ summary: { open } }: ReportHead): Markup {
  const most = Math.max(1, ...SEVERITIES.map((severity) => open[severity]));
  const height = SEVERITIES.length * ROW;
  const labels = SEVERITIES.map((one, i) => html`<text x="0" y="${i * ROW + 19}">${SEVERITY_WORD[one]}</text>`);
  const bars = SEVERITIES.map((severity, i) => {
    const count = open[severity];
    const width = `${Math.max(0.4, Math.round((count / most) * ROOM * 10) / 10)}%`;
    return html`<rect class="bar ${count === 0 ? 'empty' : severity}" x="0" y="${i * ROW + 4}" width="${width}" height="20" rx="2"/><text class="value" x="${width}" dx="8" y="${i * ROW + 19}">${number(count)}</text>\n`;
  });
  const said = SEVERITIES.map((severity) => `${SEVERITY_WORD[severity]}: ${number(open[severity])}`).join(', ');
  return html`<figure class="chart"><svg width="100%" height="${height}" role="img" aria-labelledby="chart-title chart-desc"><title id="chart-title">Open findings by severity</title><desc id="chart-desc">${said}.</desc>
${labels}<svg x="${LABEL}" width="100%" height="${height}">${bars}</svg></svg><figcaption>Findings that are open or triaged, by severity.</figcaption></figure>\n`;
}

/** How many controls of a framework are in each state, as one bar. The numbers stand beside it in words. */
export function stateBar(states: Record<CoverageState, number>): Markup {
  const total = Math.max(
    1,
    COVERAGE_STATES.reduce((sum, state) => sum + states[state], 0),
  );
  let x = 0;
  const pieces = COVERAGE_STATES.map((state) => {
    const width = Math.round((states[state] / total) * 10_000) / 100;
    const piece = html`<rect class="state-${state}" x="${x}" y="0" width="${width}" height="8"/>`;
    x = Math.round((x + width) * 100) / 100;
    return piece;
  });
  return html`<svg class="states" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${pieces}</svg>`;
}
