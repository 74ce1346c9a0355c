import { COVERAGE_STATES, type CoverageState } from '#src/findings/coverage-states.ts';
import type { ReportControl, ReportFramework, ReportHead } from '#src/reports/report-model.ts';
import { STATE_WORD } from '#src/reports/words.ts';
import { stateBar } from './charts.ts';
import { anchor, html, type Markup } from './markup.ts';
import { counts, day, line, number, plural, row, table, webLink } from './parts.ts';
import { controlAnchor, type Trail } from './trail.ts';

export const frameworkAnchor = (slug: string) => anchor('framework', slug);

/** All frameworks on one page, by numbers. */
export function coverageTable({ frameworks }: ReportHead): Markup {
  const rows = frameworks.map((framework) => {
    const states = statesOf(framework);
    return row(
      html`<a href="#${frameworkAnchor(framework.slug)}">${framework.shortName}</a> <span class="quiet">${framework.edition}</span>${stateBar(states)}`,
      [
        ...COVERAGE_STATES.map((state) => states[state]),
        framework.controls.length,
        framework.controls.filter(({ open }) => open > 0).length,
      ],
    );
  });
  const heads = [...COVERAGE_STATES.map((state) => STATE_WORD[state]), 'Entries', 'Touched by open findings'];
  return table('Entries of each framework, by what its tests amount to', ['Framework', ...heads.map(counts)], rows);
}

/** A section for each framework: every entry of it with what is known, and why something is not. */
export function frameworks(head: ReportHead, trail: Trail): Markup {
  const note = html`<p>No state says that a control is met: that is for a person to say, from the findings and from what no probe sees. An entry that was not tested says so; nothing here is left blank for a pass.</p>
<dl class="legend">${COVERAGE_STATES.map((state) => html`<div><dt>${stateTag(state)}</dt><dd>${MEANING[state]}</dd></div>`)}</dl>\n`;
  const sections = head.frameworks.map((framework) => one(framework, trail));
  return html`<section id="frameworks" aria-labelledby="frameworks-h"><h2 id="frameworks-h">Frameworks</h2>\n${note}${sections}</section>\n`;
}

const MEANING: Record<CoverageState, string> = {
  tested: 'A probe of a risk that is the same as the entry came to a verdict.',
  partly_tested: 'Probes came to a verdict that try a part of what it asks for.',
  related_only: 'Only probes of related risks came to a verdict: something to read, and no test of it.',
  not_tested: 'A probe could say something of it, and none did.',
  not_testable: 'No probe can: it asks for documents, inspections or people.',
};

function statesOf({ controls }: ReportFramework): Record<CoverageState, number> {
  const states = { tested: 0, partly_tested: 0, related_only: 0, not_tested: 0, not_testable: 0 };
  for (const { state } of controls) states[state] += 1;
  return states;
}

function one(framework: ReportFramework, trail: Trail): Markup {
  const { slug, name, shortName, edition, editionDate, publisher, url, controls } = framework;
  const id = frameworkAnchor(slug);
  const states = statesOf(framework);
  const touched = controls.filter(({ open }) => open > 0).length;
  const said = COVERAGE_STATES.filter((state) => states[state] > 0).map(
    (state) => html`<li><b>${number(states[state])}</b> ${STATE_WORD[state].toLowerCase()}</li>`,
  );
  const heads = ['Entry', 'Title', 'Tests', 'Open', counts('Closed'), counts('Probes'), 'Last run', 'Pairs'];
  return html`<section class="framework" id="${id}" aria-labelledby="${id}-h"><h3 id="${id}-h">${name}</h3>
<p>${publisher}, edition ${edition} (${editionDate}), ${webLink(url, html`source`)}. ${plural(controls.length, 'entry', 'entries')}; open findings touch ${number(touched)} of them.</p>
<ul class="inline">${said}</ul>${stateBar(states)}
${table(
  `${shortName} ${edition}: what is known of each entry`,
  heads,
  controls.map((control) => controlRow(control, trail)),
)}</section>\n`;
}

function controlRow(control: ReportControl, trail: Trail): Markup {
  const { ref, localId, title, state, reason, open, closed, probes, lastRanAt } = control;
  return row(
    html`<span class="nowrap">${localId}</span>`,
    [
      line(title),
      html`${stateTag(state)}${reason === null ? null : html`<span class="reason">${line(reason)}</span>`}`,
      html`<span class="count${open > 0 ? ' some' : ''}">${number(open)}</span> ${trail.findingsOf(ref)}`,
      closed,
      probes,
      day(lastRanAt),
      trail.pairsOf(ref),
    ],
    controlAnchor(ref),
  );
}

function stateTag(state: CoverageState): Markup {
  return html`<span class="tag state-${state}">${STATE_WORD[state]}</span>`;
}
