import { Outlet, told } from '#src/reports/formats/outlet.ts';
import type { ReportFormat } from '#src/reports/report-format.ts';
import type { ReportFinding, ReportModel } from '#src/reports/report-model.ts';
import { ATTEMPT_COLUMNS, ATTEMPTS_MAX, attemptRow, attemptsNote, probes, verification } from './appendix.ts';
import { findingArticle, findingsOpening, REGISTER_COLUMNS, registerRow, severityHeading } from './findings.ts';
import { frameworks } from './frameworks.ts';
import { html, type Markup } from './markup.ts';
import { method } from './method.ts';
import { overlaps } from './overlaps.ts';
import { closing, opening } from './page.ts';
import { TABLE_CLOSE, tableOpen } from './parts.ts';
import { summary, WORST_MAX } from './summary.ts';
import { Trail, WHOLE_MAX } from './trail.ts';

type Put = (markup: Markup) => Promise<void>;

/**
 * A page in one file: it runs nothing and loads nothing, so it may be opened by anybody, kept for years, and printed. Findings and attempts pass
 * through; links between findings, controls and pairs are kept to a few at each place.
 */
export const htmlFormat: ReportFormat = {
  name: 'html',
  extension: 'html',
  mediaType: 'text/html; charset=utf-8',
  async write(model, sink, onProgress, signal) {
    const out = new Outlet(sink, signal);
    const put: Put = (markup) => out.write(markup.text);
    const { head } = model;
    const trail = new Trail(head);
    // Findings are walked twice: told whole, and in the register.
    await put(opening(head));
    await put(summary(head, await worstOf(model)));
    await put(method(head));
    await put(findingsOpening(head.summary.total));
    await findings(
      put,
      told(model.findings(), (count) => onProgress(Math.ceil(count / 2))),
      trail,
    );
    await put(html`</section>\n`);
    await put(frameworks(head, trail));
    await put(overlaps(head, trail));
    await register(
      put,
      told(model.findings(), (count) => onProgress(Math.ceil((head.summary.total + count) / 2))),
    );
    await put(probes(head));
    await attempts(put, model);
    await put(verification(head));
    await put(closing(head));
    await out.end();
  },
};

/** The first findings that are open: the worst come first. */
async function worstOf(model: ReportModel): Promise<ReportFinding[]> {
  const worst: ReportFinding[] = [];
  for await (const finding of model.findings()) {
    if (finding.status === 'open' || finding.status === 'triaged') worst.push(finding);
    if (worst.length === WORST_MAX) break;
  }
  return worst;
}

async function findings(put: Put, all: AsyncIterable<ReportFinding>, trail: Trail): Promise<void> {
  let place = 0;
  let severity: string | null = null;
  for await (const finding of all) {
    place += 1;
    trail.note(finding, place);
    if (place > WHOLE_MAX) continue;
    if (finding.severity !== severity) await put(severityHeading(finding));
    severity = finding.severity;
    await put(findingArticle(finding, place, trail));
  }
}

async function register(put: Put, all: AsyncIterable<ReportFinding>): Promise<void> {
  await put(html`<section id="register" aria-labelledby="register-h"><h2 id="register-h">Register of findings</h2>
<p>Every finding of this report, in one line each.</p>
${tableOpen('Every finding, the most severe first', REGISTER_COLUMNS)}`);
  let place = 0;
  for await (const finding of all) {
    place += 1;
    await put(registerRow(finding, place));
  }
  await put(html`${TABLE_CLOSE}</section>\n`);
}

async function attempts(put: Put, model: ReportModel): Promise<void> {
  await put(html`<section id="transcripts" aria-labelledby="transcripts-h"><h2 id="transcripts-h">Transcripts</h2>
<p>The SHA-256 of what was said in each attempt, prompts and answers. Whoever is shown a transcript can check that it is the one that was judged.</p>
${tableOpen('Attempts and the hashes of their transcripts', ATTEMPT_COLUMNS)}`);
  let listed = 0;
  let cut = false;
  for await (const attempt of model.attempts()) {
    cut = listed === ATTEMPTS_MAX;
    if (cut) break;
    listed += 1;
    await put(attemptRow(attempt));
  }
  await put(html`${TABLE_CLOSE}${attemptsNote(listed, cut)}</section>\n`);
}
