import { DomainError } from '#src/platform/errors.ts';
import type { ListQuery } from '#src/platform/filter.ts';
import { matches } from '#src/platform/filter-match.ts';
import type { Page, PageArgs } from '#src/platform/keyset.ts';
import { listQuery } from '#src/platform/list-query.ts';
import { pageInMemory } from '#src/platform/page-in-memory.ts';
import { type Control, frameworkCatalogue } from './catalogue.ts';
import { CONTROL_LIST } from './control-list.ts';
import { editionKey, FRAMEWORK_SLUGS } from './framework-slugs.ts';
import { frameworkIn, type Mapping } from './mapping.ts';

/** Frameworks and controls belong to no tenant: every actor may read them, and reading costs no statement. */
export type ControlQuery = ListQuery & {
  /** Words that ref, own name, title or group hold, in any case. */
  search?: string | null | undefined;
};

export type ControlPage = { page: Page; count: number; control: (ref: string) => Control };

const SEARCH_MAX = 200;

/**
 * The controls of one framework in one edition, in its own order unless asked for otherwise.
 *
 * @throws DomainError `framework_unknown`, `edition_unknown`, `invalid_input`, `invalid_cursor`
 */
export function controlsOf(
  slug: string,
  edition: string | null | undefined,
  query: ControlQuery,
  args: PageArgs,
): ControlPage {
  const framework = frameworkIn(slug, edition);
  return pageOf(frameworkCatalogue().controlsOf.get(editionKey(slug, framework.edition)) ?? [], query, args);
}

/** The controls of all frameworks of a mapping: by framework, then in its own order. Throws as `controlsOf`. */
export function listControls(mapping: Mapping, query: ControlQuery, args: PageArgs): ControlPage {
  return pageOf([...mapping.controls.values()], query, args);
}

function pageOf(controls: readonly Control[], query: ControlQuery, args: PageArgs): ControlPage {
  const { list, tree } = listQuery(CONTROL_LIST, query);
  const words = wordsOf(query.search);
  const kept = controls.filter(
    (control) =>
      matches(CONTROL_LIST, tree, (field) => control[FIELD[field]!]) &&
      words.every((word) => textOf(control).includes(word)),
  );
  const byRef = new Map(kept.map((control) => [control.ref, control]));
  const keys = query.orderBy?.by === 'TITLE' ? BY_TITLE : BY_POSITION;
  const falls = list.keys[0]!.direction === 'desc';
  const order = { name: list.name, keys, id: (control: Control) => control.ref };
  return { page: pageInMemory(kept, order, args, falls), count: kept.length, control: (ref) => byRef.get(ref)! };
}

/** What the filter's fields are called here. */
const FIELD: Record<string, keyof Control> = {
  ref: 'ref',
  framework: 'frameworkSlug',
  kind: 'kind',
  title: 'title',
  parentRef: 'parentRef',
};

const BY_POSITION = [
  { type: 'integer' as const, of: (control: Control) => FRAMEWORK_SLUGS.indexOf(control.frameworkSlug) },
  { type: 'integer' as const, of: (control: Control) => control.position },
];
const BY_TITLE = [
  { type: 'text' as const, of: (control: Control) => control.title.slice(0, 400) },
  { type: 'text' as const, of: (control: Control) => control.ref },
];

function wordsOf(search: string | null | undefined): string[] {
  if (search != null && search.length > SEARCH_MAX)
    throw new DomainError('invalid_input', `Look for at most ${SEARCH_MAX} characters.`, { path: ['search'] });
  return (search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
}

function textOf({ ref, localId, title, group }: Control): string {
  return `${ref} ${localId} ${title} ${group ?? ''}`.toLowerCase();
}
