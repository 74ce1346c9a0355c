import { DomainError } from '#src/platform/errors.ts';
import { type Control, frameworkCatalogue } from './catalogue.ts';
import type { Redirect } from './catalogue-file.ts';
import { editionKey } from './framework-slugs.ts';
import { frameworkIn } from './mapping.ts';

export type ConvertedRef = {
  /** In the edition that was asked for: one, but where an entry has no single successor. */
  controls: Control[];
  /** The loosest of the steps between the two editions. */
  kind: Redirect['kind'];
  /** What has to be known about it, or null. */
  note: string | null;
};

type Step = Pick<Redirect, 'toEdition' | 'toRefs' | 'kind'> & { note?: string | undefined };

const LOOSENESS = ['unchanged', 'renamed', 'renumbered', 'replaced', 'rescoped', 'closest'] as const;

/**
 * What an entry of one edition is called in another one, over as many editions as lie between. Editions that nobody can choose any more
 * (the 2023 list, the numbering of a draft law) are read too.
 *
 * @throws DomainError `framework_unknown`; `edition_unknown` for an edition to answer in that is none, or where no table leads there;
 * `not_found` for a ref that the first edition does not have
 */
export function convertRef(framework: string, ref: string, from: string, to?: string | null): ConvertedRef {
  const { slug, edition } = frameworkIn(framework, to);
  const start = controlIn(slug, from, ref);
  if (from === edition && start) return { controls: [start], kind: 'unchanged', note: null };
  const path = findPath(slug, ref, from, edition);
  if (path) {
    const last = path.at(-1)!;
    const kind = path.map((step) => step.kind).reduce((a, b) => (LOOSENESS.indexOf(b) > LOOSENESS.indexOf(a) ? b : a));
    const note = path.flatMap((step) => step.note ?? []).join(' ') || null;
    return { controls: last.toRefs.flatMap((one) => controlIn(slug, edition, one) ?? []), kind, note };
  }
  if (start || !isEdition(slug, from))
    throw new DomainError('edition_unknown', `No table leads from ${slug} ${from} to ${edition}.`, { path: ['from'] });
  throw new DomainError('not_found', `${slug} ${from} has no ${ref}.`, { path: ['ref'] });
}

function findPath(slug: string, ref: string, from: string, to: string, seen: readonly string[] = []): Step[] | null {
  if (from === to) return [];
  for (const step of stepsFrom(slug, ref, from)) {
    if (seen.includes(step.toEdition)) continue;
    const ways = step.toRefs.map((next) => findPath(slug, next, step.toEdition, to, [...seen, from]));
    if (ways.every((way) => way !== null)) return [step, ...ways.flat()];
  }
  return null;
}

/** The rows of the tables, and those that lead back: an entry with one predecessor is that one in the earlier edition. */
function stepsFrom(slug: string, ref: string, from: string): Step[] {
  const rows = frameworkCatalogue().redirects.filter((row) => row.framework === slug);
  const onwards = rows.filter((row) => row.fromEdition === from && row.fromRef === ref);
  const back = rows
    .filter(
      (row) => row.toEdition === from && row.toRefs.includes(ref) && controlIn(slug, row.fromEdition, row.fromRef),
    )
    .map((row) => ({ ...row, toEdition: row.fromEdition, toRefs: [row.fromRef] }));
  return [...onwards, ...back];
}

function isEdition(slug: string, edition: string): boolean {
  const { redirects, editions } = frameworkCatalogue();
  return (
    editions.some((one) => one.slug === slug && one.edition === edition) ||
    redirects.some((row) => row.framework === slug && row.fromEdition === edition)
  );
}

function controlIn(slug: string, edition: string, ref: string): Control | undefined {
  return frameworkCatalogue()
    .controlsOf.get(editionKey(slug, edition))
    ?.find((control) => control.ref === ref);
}

/** What earlier editions called a control, newest tables first as in the data. */
export function formerRefs(control: Control): Redirect[] {
  return frameworkCatalogue().redirects.filter(
    (row) =>
      row.framework === control.frameworkSlug && row.toEdition === control.edition && row.toRefs.includes(control.ref),
  );
}
