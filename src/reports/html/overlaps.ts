import type { ReportFramework, ReportHead, ReportOverlap } from '#src/reports/report-model.ts';
import { anchor, html, type Markup } from './markup.ts';
import { line, number, plural, row, TABLE_CLOSE, tableOpen } from './parts.ts';
import { PAIRS_MAX, pairAnchor, type Trail } from './trail.ts';

/** Which entries of different frameworks the same findings touch: framework by framework, then pair by pair. */
export function overlaps(head: ReportHead, trail: Trail): Markup {
  const frameworkOf = new Map(head.frameworks.flatMap((one) => one.controls.map(({ ref }) => [ref, one] as const)));
  const places = new Map(head.frameworks.map(({ slug }, i) => [slug, i]));
  const groupOf = ({ refA, refB }: ReportOverlap) =>
    [refA, refB].flatMap((ref) => frameworkOf.get(ref) ?? []).sort((a, b) => places.get(a.slug)! - places.get(b.slug)!);
  const listed = head.overlaps.slice(0, PAIRS_MAX).map((pair, i) => ({ pair, place: i + 1, between: groupOf(pair) }));
  const groups = Map.groupBy(listed, ({ between }) => groupAnchor(between));
  const more = head.overlaps.length - listed.length;
  return html`<section id="overlaps" aria-labelledby="overlaps-h"><h2 id="overlaps-h">Overlaps between frameworks</h2>
<p>Where one weakness counts under several frameworks, mending it once answers all of them. Findings are those of this report that are open or triaged. Pairs that a curator drew from published mappings are shown whether or not findings touch them.</p>
${matrix(head.frameworks, countedBetween(head.overlaps, groupOf), groups)}
<h3>Pairs</h3>
<p>${plural(listed.length, 'pair')}${more > 0 ? `, those with the most findings; ${number(more)} more are in the JSON form of this report` : ''}.</p>
${tableOpen('Pairs of entries of different frameworks', ['Pair', 'Entry', 'Entry', 'Open findings', 'Behind it', 'Relation'])}${[...groups].map(([id, pairs]) => groupOfRows(id, pairs, trail))}${TABLE_CLOSE}</section>\n`;
}

type Listed = { pair: ReportOverlap; place: number; between: readonly ReportFramework[] };

function groupAnchor(between: readonly ReportFramework[]): string {
  return anchor('pairs', ...between.map(({ slug }) => slug));
}

function groupOfRows(id: string, pairs: readonly Listed[], trail: Trail): Markup {
  const names = pairs[0]!.between.map(({ shortName }) => shortName).join(' and ');
  const rows = pairs.map(({ pair, place }) => pairRow(pair, place, trail));
  return html`</tbody><tbody id="${id}"><tr class="group"><th scope="rowgroup" colspan="6">${names}</th></tr>\n${rows}`;
}

function pairRow({ refA, refB, count, curated }: ReportOverlap, place: number, trail: Trail): Markup {
  const relation = curated
    ? html`<b>${curated.strength}</b>${curated.core ? ', core' : ''}. ${line(curated.rationale, 600)}`
    : html`<span class="quiet">Touched by the same findings.</span>`;
  const id = pairAnchor(refA, refB);
  const open = html`<span class="count${count > 0 ? ' some' : ''}">${number(count)}</span>`;
  return row(
    html`<span class="nowrap">P${place}</span>`,
    [trail.control(refA, refA), trail.control(refB, refB), open, trail.findingsOf(id), relation],
    id,
  );
}

function countedBetween(pairs: readonly ReportOverlap[], groupOf: (pair: ReportOverlap) => readonly ReportFramework[]) {
  const counted = new Map<string, number>();
  for (const pair of pairs) {
    if (pair.count === 0) continue;
    const id = groupAnchor(groupOf(pair));
    counted.set(id, (counted.get(id) ?? 0) + 1);
  }
  return counted;
}

const SHADES = 5;

/** Frameworks against frameworks: how many pairs have open findings on both sides. The number says it; the shade is for the eye. */
function matrix(
  frameworks: readonly ReportFramework[],
  counted: ReadonlyMap<string, number>,
  listed: ReadonlyMap<string, unknown>,
): Markup {
  const most = Math.max(1, ...counted.values());
  const cell = (a: number, b: number): Markup => {
    if (a === b) return html`<td class="same"><span class="hidden">the same framework</span></td>`;
    const id = groupAnchor([frameworks[Math.min(a, b)]!, frameworks[Math.max(a, b)]!]);
    const count = counted.get(id) ?? 0;
    const shade = count === 0 ? 0 : Math.max(1, Math.round((count / most) * SHADES));
    const text = listed.has(id) ? html`<a href="#${id}">${number(count)}</a>` : html`${number(count)}`;
    return html`<td class="heat heat-${shade}">${text}</td>`;
  };
  const heads = frameworks.map(({ shortName }) => html`<th scope="col">${shortName}</th>`);
  const rows = frameworks.map(
    ({ shortName }, a) => html`<tr><th scope="row">${shortName}</th>${frameworks.map((_, b) => cell(a, b))}</tr>\n`,
  );
  return html`<div class="scroll" role="region" aria-label="Overlap matrix" tabindex="0"><table class="matrix"><caption>Pairs of entries that the same open findings touch</caption><thead><tr><td></td>${heads}</tr></thead><tbody>\n${rows}</tbody></table></div>\n`;
}
