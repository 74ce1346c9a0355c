import type { ReportAttempt, ReportHead } from '#src/reports/report-model.ts';
import { html, type Markup } from './markup.ts';
import { counts, hash, line, number, row, table } from './parts.ts';

/** So many attempts are listed; the JSON form and the workbook hold all. */
export const ATTEMPTS_MAX = 5000;

export function probes({ probes }: ReportHead): Markup {
  const rows = probes.map(({ title, id, version, hash: content, attempts, inconclusive }) =>
    row(line(title, 160), [html`<code>${id}</code>`, version, hash(content), attempts, inconclusive]),
  );
  const heads = ['Probe', 'Id', counts('Version'), 'SHA-256 of its content', counts('Attempts'), counts('Undecided')];
  return html`<section id="probes" aria-labelledby="probes-h"><h2 id="probes-h">Probes</h2>
<p>Every probe that the scans sent, in the version that ran.</p>
${table('Probes', heads, rows)}</section>\n`;
}

export const ATTEMPT_COLUMNS = ['Probe', 'Variant', 'Verdict', 'SHA-256 of the transcript', 'Attempt'];

export function attemptRow(attempt: ReportAttempt): Markup {
  const { id, probeId, variant, repeat, verdict, failureReason, transcriptSha256 } = attempt;
  return row(html`<code>${probeId}</code>`, [
    html`${line(variant, 60)}${repeat > 0 ? html` <span class="quiet">no. ${repeat + 1}</span>` : null}`,
    html`${verdict ?? 'none'}${failureReason === null ? null : html` <span class="quiet">${line(failureReason, 100)}</span>`}`,
    transcriptSha256 === null ? html`<span class="none">no answer</span>` : hash(transcriptSha256),
    hash(id),
  ]);
}

/** @param cut whether more attempts followed than are listed */
export function attemptsNote(listed: number, cut: boolean): Markup {
  const text = cut
    ? `The first ${number(listed)} attempts are listed; the JSON form of this report and the workbook hold all.`
    : `All ${number(listed)} attempts are listed.`;
  return html`<p>${text}</p>\n`;
}

/** How a third party checks this document. */
export function verification({ audit, reportId }: ReportHead): Markup {
  const steps = [
    html`Fetch the public keys of the installation from <code>/.well-known/tribunal-keys.json</code>. Keep them where the report’s sender cannot change them.`,
    html`Fetch the detached signature from <code>/api/v2/reports/${reportId}/signature</code> and save it beside this file as <code>&lt;file&gt;.sig.json</code>.`,
    html`Run <code>tribunal verify &lt;file&gt; --keys &lt;keys file&gt;</code>. It needs no network and says valid, altered or unknown key.`,
  ];
  return html`<section id="verification" aria-labelledby="verification-h"><h2 id="verification-h">Verification</h2>
<p>This report was signed when it was made. The signature lies beside the file and covers every byte of it; it names the report, its length and SHA-256, and the end of the audit log at that moment. This file holds no program and loads nothing: it shows what was written into it, and nothing else.</p>
<ol>${steps.map((step) => html`<li>${step}</li>`)}</ol>
<p>Entry ${audit.sequence} of the organisation’s audit log had this hash when the report was made. Each entry holds the hash of the one before it: with this value, nobody can shorten or rewrite the log up to there unnoticed.</p>
<p>${hash(audit.hash)}</p></section>\n`;
}
