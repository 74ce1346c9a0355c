import { type FindingFieldsFragment, ScanDiffDocument } from './_generated/graphql.ts';
import { type Ask, found } from './answer.ts';

const CLASSES = ['new', 'regressed', 'unchanged', 'fixed', 'undecided', 'notTested'] as const;
type DiffClass = (typeof CLASSES)[number];

/**
 * How the findings of two scans differ. `fixed` are those whose probe the head asked and withstood; those that it did not ask are
 * `notTested`, and those that it asked and could not decide `undecided`.
 */
export type ScanDiff = Record<DiffClass, FindingFieldsFragment[]>;

/** All six lists, whole: their first pages in one request, and the pages that follow list by list. */
export async function readDiff(ask: Ask, base: string, head: string): Promise<ScanDiff> {
  const read = async (classes: readonly DiffClass[], after: string | null) => {
    const wanted = Object.fromEntries(classes.map((name) => [name, true]));
    return found((await ask(ScanDiffDocument, { base, head, after, ...wanted })).scanDiff);
  };
  const first = await read(CLASSES, null);
  const lists = await Promise.all(
    CLASSES.map(async (name) => {
      let page = found(first[name] ?? null);
      const nodes = [...page.nodes];
      while (page.pageInfo.hasNextPage) {
        page = found((await read([name], page.pageInfo.endCursor))[name] ?? null);
        nodes.push(...page.nodes);
      }
      return [name, nodes] as const;
    }),
  );
  return Object.fromEntries(lists) as ScanDiff;
}
