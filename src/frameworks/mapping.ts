import { DomainError } from '#src/platform/errors.ts';
import { type Catalogue, type Control, type Framework, frameworkCatalogue, type Overlap } from './catalogue.ts';
import type { CrosswalkLink } from './catalogue-file.ts';
import { convertLink, convertOverlap, type Successors } from './convert-links.ts';
import { editionKey, FRAMEWORK_SLUGS, type FrameworkSlug } from './framework-slugs.ts';

/** Which edition of which framework, where it is not the default one. */
export type EditionChoice = { framework: string; edition: string };

/** The catalogue as it reads with one edition of each framework. Within it a ref means one control. */
export type Mapping = {
  /** Names the choice of editions, in cursors and caches. */
  key: string;
  frameworks: readonly Framework[];
  controls: ReadonlyMap<string, Control>;
  /** Of each risk, its own item first. */
  links: ReadonlyMap<string, readonly CrosswalkLink[]>;
  /** Curated, by tier and id. */
  overlaps: readonly Overlap[];
  /** Of the crosswalk. */
  version: string;
};

const mappings = new Map<string, Mapping>();

/**
 * The mapping for the editions that are chosen; the default edition for every framework that is not named.
 *
 * @throws DomainError `framework_unknown`, `edition_unknown`
 */
export function mappingFor(choices: readonly EditionChoice[] = []): Mapping {
  const catalogue = frameworkCatalogue();
  const frameworks = catalogue.frameworks.map((framework) => {
    const choice = choices.find((one) => one.framework === framework.slug);
    return choice ? frameworkIn(choice.framework, choice.edition) : framework;
  });
  for (const { framework } of choices) slugOf(framework);
  const key = frameworks
    .filter(({ isDefault }) => !isDefault)
    .map(({ slug, edition }) => editionKey(slug, edition))
    .join(',');
  const known = mappings.get(key) ?? makeMapping(catalogue, frameworks, key);
  mappings.set(key, known);
  return known;
}

/** @throws DomainError `framework_unknown` */
export function slugOf(text: string): FrameworkSlug {
  const slug = FRAMEWORK_SLUGS.find((one) => one === text);
  if (slug) return slug;
  throw new DomainError('framework_unknown', `There is no such framework. There are ${FRAMEWORK_SLUGS.join(', ')}.`);
}

/**
 * A framework in the edition, or in its default one.
 *
 * @throws DomainError `framework_unknown`, `edition_unknown`
 */
export function frameworkIn(slug: string, edition?: string | null): Framework {
  const own = frameworkCatalogue().editions.filter((one) => one.slug === slugOf(slug));
  const found = edition == null ? own[0] : own.find((one) => one.edition === edition);
  if (found) return found;
  const known = own.map((one) => one.edition).join(', ');
  throw new DomainError('edition_unknown', `${slug} can be had in these editions: ${known}.`, { path: ['edition'] });
}

function makeMapping(catalogue: Catalogue, frameworks: readonly Framework[], key: string): Mapping {
  const { controlsOf, crosswalk, overlaps, crosswalkVersion: version } = catalogue;
  const controls = frameworks.flatMap(({ slug, edition }) => controlsOf.get(editionKey(slug, edition)) ?? []);
  const byRef = new Map(controls.map((control) => [control.ref, control]));
  const next = successors(catalogue, frameworks);
  const links = [...crosswalk].map(([risk, list]) => [risk, list.flatMap((link) => convertLink(link, next))] as const);
  return {
    key,
    frameworks,
    controls: byRef,
    links: new Map(links),
    overlaps: overlaps.flatMap((overlap) => convertOverlap(overlap, next)),
    version,
  };
}

/** Where each ref of a default edition stands in the chosen ones; nothing for the frameworks whose default edition is chosen. */
function successors({ frameworks: defaults, redirects }: Catalogue, chosen: readonly Framework[]): Successors {
  const from = new Map<string, string>(defaults.map(({ slug, edition }) => [slug, edition]));
  const to = new Map<string, string>(chosen.map(({ slug, edition }) => [slug, edition]));
  const rows = redirects.filter(
    (row) =>
      from.get(row.framework) === row.fromEdition &&
      to.get(row.framework) === row.toEdition &&
      row.fromEdition !== row.toEdition,
  );
  return new Map(rows.map((row) => [row.fromRef, row]));
}
