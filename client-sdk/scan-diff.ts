import type { Finding, methods } from './_generated/methods.ts';

const CLASSES = ['new', 'regressed', 'unchanged', 'fixed', 'undecided', 'notTested'] as const;
/** `fixed`: the head asked their probe and withstood. `notTested`: it did not ask. `undecided`: it asked and could not tell. */
export type ScanDiff = Record<(typeof CLASSES)[number], Finding[]>;
type DiffPage = ReturnType<typeof methods>['scans']['diffPage'];

/** All six lists, whole: their first pages in one request, and the pages that follow list by list. */
export const diffOf =
  (read: DiffPage) =>
  async (base: string, head: string, options: Omit<Parameters<DiffPage>[2], 'after'> = {}): Promise<ScanDiff> => {
    const first = await read(base, head, { ...options, ...Object.fromEntries(CLASSES.map((name) => [name, true])) });
    const whole = CLASSES.map(async (name) => {
      const nodes: Finding[] = [];
      for (let page = first[name]; page; ) {
        nodes.push(...page.nodes);
        const { hasNextPage, endCursor } = page.pageInfo;
        page = hasNextPage ? (await read(base, head, { ...options, [name]: true, after: endCursor }))[name] : null;
      }
      return [name, nodes] as const;
    });
    return Object.fromEntries(await Promise.all(whole)) as ScanDiff;
  };
