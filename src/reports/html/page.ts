import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { seenLine } from '#src/reports/formats/texts.ts';
import type { ReportHead } from '#src/reports/report-model.ts';
import { frameworkAnchor } from './frameworks.ts';
import { anchor, html, type Markup, styleElement } from './markup.ts';
import { facts, hash, line, minute } from './parts.ts';

/** In this order: what is printed or narrow overrides what is wide. */
const STYLE = ['report.css', 'report-parts.css', 'report-media.css']
  .map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'))
  .join('');

/**
 * Everything before the sections. What the page may do is said in it: show text in this one style, named by its hash; load, run, send and frame nothing.
 */
export function opening(head: ReportHead): Markup {
  const style = `${STYLE}@page { @bottom-left { content: "${anchor(head.reportId)}"; } }`;
  const digest = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Tribunal">
<title>${seenLine(head.title, 200) || 'Report'}</title>
${styleElement(style)}
</head>
<body>
<a class="skip" href="#content">Skip to the report</a>
${banner(head)}
<div class="layout">
${contents(head)}
<main id="content" tabindex="-1">
`;
}

export function closing({ reportId, generatedAt }: ReportHead): Markup {
  return html`</main>
</div>
<footer><p>Tribunal. Report ${hash(reportId)}, made ${minute(generatedAt)}.</p></footer>
</body>
</html>
`;
}

function banner(head: ReportHead): Markup {
  const { tenant, scope, frameworks, generatedAt, reportId, audit } = head;
  const { from, to } = scope;
  const period = from || to ? `${from ?? 'the beginning'} to ${to ?? 'now'}` : 'All time';
  return html`<header class="cover">
<p class="mark">Tribunal</p>
<p class="kind">Evidence of AI security testing</p>
<h1>${line(head.title, 200)}</h1>
${facts([
  ['Organisation', html`${line(tenant.name, 200)} (${tenant.slug})`],
  ['Period', html`${period}`],
  [
    'Frameworks',
    html`${frameworks.map(({ shortName, edition }) => html`<span class="item">${shortName} ${edition}</span> `)}`,
  ],
  ['Generated', minute(generatedAt)],
  ['Report', html`<code>${reportId}</code>`],
  ['Audit log', html`entry ${audit.sequence}, ${hash(audit.hash)}`],
])}
<p class="notice">Confidential. This report holds redacted excerpts of what the tested systems answered. It says what was tested and what was seen; it does not certify that a control is met.</p>
</header>`;
}

function contents({ frameworks }: ReportHead): Markup {
  const item = (id: string, text: string, below: Markup | null = null) =>
    html`<li><a href="#${id}">${text}</a>${below}</li>`;
  const each = frameworks.map(({ slug, shortName, edition }) => item(frameworkAnchor(slug), `${shortName} ${edition}`));
  return html`<nav aria-labelledby="contents-h"><h2 id="contents-h">Contents</h2><ol>${[
    item('summary', 'Executive summary'),
    item('method', 'Scope and method'),
    item('findings', 'Findings'),
    item('frameworks', 'Frameworks', html`<ol>${each}</ol>`),
    item('overlaps', 'Overlaps'),
    item('register', 'Register of findings'),
    item('probes', 'Probes'),
    item('transcripts', 'Transcripts'),
    item('verification', 'Verification'),
  ]}</ol></nav>`;
}
