import { createHash } from 'node:crypto';
import { seen } from '#src/reports/formats/texts.ts';
import type { ReportEvidence, ReportFinding } from '#src/reports/report-model.ts';
import { SEVERITY_WORD, STATUS_WORD } from '#src/reports/words.ts';
import { anchor, html, type Markup } from './markup.ts';
import { day, facts, hash, line, number, plural, row, severityTag, webLink } from './parts.ts';
import { type Trail, WHOLE_MAX } from './trail.ts';

const BLOCK_MAX = 4000;

export function findingsOpening(total: number): Markup {
  const how =
    total > WHOLE_MAX
      ? `The ${number(WHOLE_MAX)} most severe of ${plural(total, 'finding')} are told here with their evidence. All of them stand in the register; the JSON form of this report holds the evidence of each.`
      : `${plural(total, 'finding')}, the most severe first. What systems answered is quoted as it came, redacted and untrusted: characters that turn or hide text are named, such as ⟨U+202E⟩.`;
  const text = total === 0 ? 'No finding is within the scope. That says nothing of what was not tested.' : how;
  return html`<section id="findings" aria-labelledby="findings-h"><h2 id="findings-h">Findings</h2>\n<p>${text}</p>\n`;
}

/** The heading of a severity, before its first finding. */
export function severityHeading({ severity }: ReportFinding): Markup {
  return html`<h3 id="severity-${severity}" class="severity">${SEVERITY_WORD[severity]}</h3>\n`;
}

/** One finding, whole: what it is, what proves it, what to do, and all it leads to. */
export function findingArticle(finding: ReportFinding, place: number, trail: Trail): Markup {
  const id = anchor(finding.id);
  const { severity, status, regressed, risks, confidence, evidence } = finding;
  const proof = evidence.length > 0 ? evidence.map(evidenceFigure) : [quoted(finding.evidenceLine)];
  return html`<article class="finding ${severity}" id="${id}" aria-labelledby="${id}-h">
<h4 id="${id}-h"><span class="place">F${place}</span> ${line(finding.title)}</h4>
<p class="meta">${severityTag(severity)} <span>${STATUS_WORD[status]}${regressed ? ', came back after a fix' : ''}</span> <span>${risks.join(', ')}</span> <span>Confidence ${confidence.toFixed(2)}</span></p>
${block(finding.description)}
<h5>Evidence</h5>
${proof}
<h5>What to do</h5>
${block(finding.remediation)}
${facts(factsOf(finding, trail))}</article>\n`;
}

function block(text: string): Markup {
  return html`<div class="said" dir="auto">${seen(text, BLOCK_MAX)}</div>`;
}

function quoted(text: string): Markup {
  return html`<blockquote dir="auto">${seen(text, BLOCK_MAX)}</blockquote>`;
}

function evidenceFigure({ source, summary, excerpt, sha256 }: ReportEvidence): Markup {
  return html`<figure class="evidence"><figcaption>${line(summary, 500)} <span class="quiet">(${source})</span></figcaption>${quoted(excerpt)}<p class="sum">SHA-256 of the whole answer ${hash(sha256)}</p></figure>\n`;
}

function factsOf(finding: ReportFinding, trail: Trail): [string, Markup][] {
  const { target, statusReason, firstSeenAt, lastSeenAt, occurrences, probeId, url, id, fingerprint } = finding;
  return [
    ['Target', html`${line(target.name)} <code>${target.url.slice(0, 500)}</code>`],
    ...(statusReason ? [['Why this status', line(statusReason, 1000)] as [string, Markup]] : []),
    ['Seen', html`${day(firstSeenAt)} to ${day(lastSeenAt)}, in ${plural(occurrences, 'scan')}`],
    ['Probe', html`<code>${probeId}</code>`],
    ['Controls', controls(finding, trail)],
    ['Record', webLink(url, html`${id}`)],
    ['Fingerprint', hash(fingerprint)],
  ];
}

/** A framework a line. Entries that are only related are counted: the section of their framework lists them. */
function controls({ refs }: ReportFinding, trail: Trail): Markup {
  const lines = [...Map.groupBy(refs, ({ framework }) => framework)].map(([framework, own]) => {
    const close = own.filter(({ direct, strength }) => direct || strength !== 'related');
    const links = close.map(
      ({ ref, direct }) => html`${trail.control(ref, shortRef(framework, ref))}${direct ? '' : ' (derived)'} `,
    );
    const related = own.length - close.length;
    const more =
      related > 0 ? html`<span class="quiet">${plural(related, 'related entry', 'related entries')}</span>` : null;
    return html`<li><span class="quiet">${trail.framework(framework)}</span> ${links}${more}</li>`;
  });
  return html`<ul class="plain">${lines}</ul>`;
}

/** `OWASP_LLM01` → `LLM01`: the line says whose it is. */
function shortRef(framework: string, ref: string): string {
  return ref.startsWith(`${framework}_`) ? ref.slice(framework.length + 1) : ref.slice(ref.indexOf('_') + 1);
}

export const REGISTER_COLUMNS = ['No.', 'Severity', 'Finding', 'Status', 'Target', 'Last seen', 'Excerpt’s SHA-256'];

/** One line of the register. A finding that is not told whole is found here. */
export function registerRow(finding: ReportFinding, place: number): Markup {
  const { id, title, severity, status, target, lastSeenAt, evidence, evidenceLine } = finding;
  const isWhole = place <= WHOLE_MAX;
  const name = line(title, 160);
  const sum = createHash('sha256')
    .update(evidence[0]?.excerpt ?? evidenceLine, 'utf8')
    .digest('hex');
  return row(
    html`<span class="nowrap">F${place}</span>`,
    [
      severityTag(severity),
      isWhole ? html`<a href="#${anchor(id)}">${name}</a>` : name,
      html`${STATUS_WORD[status]}`,
      line(target.name, 80),
      day(lastSeenAt),
      hash(sum),
    ],
    isWhole ? null : anchor(id),
  );
}
