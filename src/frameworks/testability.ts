import { type Control, frameworkCatalogue } from './catalogue.ts';

/**
 * Why no probe can say anything about a control, or null where one could. It is asked only of controls that no risk leads to: a link of the
 * crosswalk outweighs the rule.
 */
export function whyNotTestable(control: Control): string | null {
  const rule = frameworkCatalogue().notTestable.find(
    ({ framework, kinds, groups, refs }) =>
      framework === control.frameworkSlug &&
      (refs.includes(control.ref) || kinds.includes(control.kind) || liesIn(control, groups)),
  );
  return rule?.reason ?? null;
}

/** A technique may serve several tactics, and a chapter's title may hold a comma: the group as a whole, or every part of it. */
function liesIn({ group }: Control, groups: readonly string[]): boolean {
  if (group === null) return false;
  return groups.includes(group) || group.split(', ').every((part) => groups.includes(part));
}
