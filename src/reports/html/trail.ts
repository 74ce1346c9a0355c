import type { ReportFinding, ReportHead } from '#src/reports/report-model.ts';
import { anchor, html, type Markup } from './markup.ts';
import { number } from './parts.ts';

/** So many findings are told whole, the worst first; every finding stands in the register. */
export const WHOLE_MAX = 1000;
/** So many pairs are listed, those with the most findings first. */
export const PAIRS_MAX = 300;
/** Links at one place. */
const LINKS = 6;

const OPEN: ReadonlySet<string> = new Set(['open', 'triaged']);

type Links = { shown: Markup[]; count: number };

/**
 * What leads to what: noted while findings are written, read where controls and pairs of them are. It grows with controls and pairs, not with
 * findings.
 */
export class Trail {
  readonly #findings = new Map<string, Links>();
  readonly #pairs = new Map<string, Links>();
  readonly #listed: readonly (readonly [string, string, string])[];
  readonly #controls: ReadonlySet<string>;

  readonly #names: ReadonlyMap<string, string>;

  constructor({ overlaps, frameworks }: ReportHead) {
    this.#names = new Map(frameworks.map(({ slug, shortName }) => [slug, shortName]));
    this.#controls = new Set(frameworks.flatMap(({ controls }) => controls.map(({ ref }) => ref)));
    this.#listed = overlaps.slice(0, PAIRS_MAX).map(({ refA, refB }) => [refA, refB, pairAnchor(refA, refB)] as const);
    for (const [i, [refA, refB, id]] of this.#listed.entries())
      for (const ref of [refA, refB]) note(this.#pairs, ref, () => html`<a href="#${id}">P${i + 1}</a>`);
  }

  /** To be told of every finding, in the order of the report. */
  note(finding: ReportFinding, place: number): void {
    if (!OPEN.has(finding.status)) return;
    const refs = new Set(finding.refs.map(({ ref }) => ref));
    const link = () => html`<a href="#${anchor(finding.id)}">F${place}</a>`;
    for (const ref of refs) note(this.#findings, ref, link);
    for (const [refA, refB, id] of this.#listed) if (refs.has(refA) && refs.has(refB)) note(this.#findings, id, link);
  }

  /** The open findings that touch a control, or both of a pair by its anchor. */
  findingsOf(key: string): Markup {
    return linksOf(this.#findings.get(key));
  }

  /** What a framework is called in short; its slug where the report leaves it out. */
  framework(slug: string): string {
    return this.#names.get(slug) ?? slug.replaceAll('_', ' ');
  }

  /** The name of a control, leading to it where the report has its framework. */
  control(ref: string, name: string): Markup {
    const text = name.split('_').map((part, i) => (i === 0 ? html`${part}` : html`_<wbr>${part}`));
    return this.#controls.has(ref)
      ? html`<a class="ref" href="#${controlAnchor(ref)}">${text}</a>`
      : html`<span class="ref">${text}</span>`;
  }

  /** The listed pairs with a control. */
  pairsOf(ref: string): Markup {
    return linksOf(this.#pairs.get(ref));
  }
}

function note(links: Map<string, Links>, key: string, link: () => Markup): void {
  const known = links.get(key) ?? { shown: [], count: 0 };
  known.count += 1;
  if (known.count <= LINKS) known.shown.push(link());
  links.set(key, known);
}

function linksOf(links: Links | undefined): Markup {
  if (!links) return html``;
  const more = links.count - links.shown.length;
  return html`<span class="links">${links.shown.map((link) => html`${link} `)}${more > 0 ? `and ${number(more)} more` : ''}</span>`;
}

export function controlAnchor(ref: string): string {
  return anchor('control', ref);
}

export function pairAnchor(refA: string, refB: string): string {
  return anchor('pair', refA, refB);
}
