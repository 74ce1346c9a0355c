import type { Mapping } from '#src/frameworks/mapping.ts';
import type { FilterTree } from '#src/platform/filter-tree.ts';

/** Fields whose values are looked up in the mapping: findings know their risks alone. */
const MAPPED = ['control', 'framework'];

/** Whether a filter cannot be answered without a mapping. */
export function asksForControls(tree: FilterTree): boolean {
  if ('all' in tree) return tree.all.some(asksForControls);
  if ('any' in tree) return tree.any.some(asksForControls);
  return 'not' in tree ? asksForControls(tree.not) : MAPPED.includes(tree.field);
}

/**
 * The same filter with risks for the controls and frameworks in it: a finding touches a control when one of its risks leads there in this
 * mapping, suggested links included. A ref that the mapping does not have is touched by none. Pure.
 */
export function controlsAsRisks(tree: FilterTree, mapping: Mapping): FilterTree {
  const inner = (member: FilterTree) => controlsAsRisks(member, mapping);
  if ('all' in tree) return { all: tree.all.map(inner) };
  if ('any' in tree) return { any: tree.any.map(inner) };
  if ('not' in tree) return { not: inner(tree.not) };
  if (!MAPPED.includes(tree.field)) return tree;
  const values = (Array.isArray(tree.value) ? tree.value : [tree.value]).map(String);
  const touching = (refs: string[]): FilterTree => {
    const value = tree.field === 'control' ? risksOf(mapping, refs) : risksOfFrameworks(mapping, refs);
    return { field: 'risks', comparison: 'hasAny', value };
  };
  return tree.comparison === 'hasAll' ? { all: values.map((one) => touching([one])) } : touching(values);
}

function risksOf({ links }: Mapping, refs: readonly string[]): string[] {
  return [...links].flatMap(([risk, list]) => (list.some(({ ref }) => refs.includes(ref)) ? risk : []));
}

function risksOfFrameworks(mapping: Mapping, slugs: readonly string[]): string[] {
  const inside = [...mapping.controls.values()].filter(({ frameworkSlug }) => slugs.includes(frameworkSlug));
  return risksOf(
    mapping,
    inside.map(({ ref }) => ref),
  );
}
