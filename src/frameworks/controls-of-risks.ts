import type { Control } from './catalogue.ts';
import type { CrosswalkLink } from './catalogue-file.ts';
import type { Mapping } from './mapping.ts';

/** What a set of risks has to do with a control. */
export type ControlLink = {
  control: Control;
  /** The control is itself the entry of one of the risks. All others are derived by the crosswalk. */
  direct: boolean;
  /** Of the risk to the control. `related` never counts as met, nor as tested. */
  strength: CrosswalkLink['strength'];
  basis: CrosswalkLink['basis'];
  /** The risks that lead there, those with the strongest link first. */
  risks: string[];
};

export const STRENGTH_ORDER = ['equivalent', 'subset', 'superset', 'related'] as const;

/** Without the links that are only suggested, where `suggested` is false. */
export type LinkOptions = { suggested?: boolean };

/**
 * The controls that a set of risks touches, each once with its strongest link: by framework, then in the framework's own order. The order of
 * the risks does not matter.
 */
export function controlsOfRisks(
  mapping: Mapping,
  risks: readonly string[],
  { suggested = true }: LinkOptions = {},
): ControlLink[] {
  const links = [...new Set(risks)]
    .flatMap((risk) => (mapping.links.get(risk) ?? []).map((link, i) => ({ ...link, direct: i === 0 })))
    .filter((link) => suggested || link.basis !== 'suggested');
  const found = Map.groupBy(links, (link) => link.ref);
  return [...mapping.controls.values()].flatMap((control) => {
    const own = found.get(control.ref);
    if (!own) return [];
    const [best, ...rest] = own.sort((a, b) => rank(a) - rank(b));
    const { direct, strength, basis } = best!;
    return [{ control, direct, strength, basis, risks: [best!, ...rest].map((link) => link.risk) }];
  });
}

/** A suggestion is the weakest link, whatever it says. */
function rank({ direct, strength, basis }: Pick<ControlLink, 'direct' | 'strength' | 'basis'>): number {
  return (direct ? 0 : 1 + STRENGTH_ORDER.indexOf(strength)) + (basis === 'suggested' ? STRENGTH_ORDER.length : 0);
}

/** Findings have few different sets of risks, and every page of them asks again. */
const refs = new WeakMap<Mapping, Map<string, readonly string[]>>();
const REMEMBERED_MAX = 5000;

/** The refs of the controls that a set of risks touches, in the order of `controlsOfRisks`. */
export function refsOfRisks(mapping: Mapping, risks: readonly string[], options: LinkOptions = {}): string[] {
  const known = refs.get(mapping) ?? new Map<string, readonly string[]>();
  refs.set(mapping, known);
  const key = `${options.suggested ?? true} ${risks.join(' ')}`;
  const found = known.get(key) ?? controlsOfRisks(mapping, risks, options).map((link) => link.control.ref);
  if (known.size < REMEMBERED_MAX) known.set(key, found);
  return [...found];
}

/** The risks that lead to a control, those of its strongest links first. */
export function risksOfControl(mapping: Mapping, ref: string, { suggested = true }: LinkOptions = {}): CrosswalkLink[] {
  return (linksByRef(mapping).get(ref) ?? [])
    .filter((link) => suggested || link.basis !== 'suggested')
    .sort((a, b) => STRENGTH_ORDER.indexOf(a.strength) - STRENGTH_ORDER.indexOf(b.strength));
}

/** The risks that lead to any control of these frameworks, links that are only suggested aside. */
export function risksOfFrameworks(mapping: Mapping, slugs: readonly string[]): string[] {
  return [...mapping.links.keys()].filter((risk) =>
    controlsOfRisks(mapping, [risk], { suggested: false }).some(({ control }) => slugs.includes(control.frameworkSlug)),
  );
}

const byRef = new WeakMap<Mapping, Map<string, CrosswalkLink[]>>();

function linksByRef(mapping: Mapping): Map<string, CrosswalkLink[]> {
  const known = byRef.get(mapping) ?? Map.groupBy([...mapping.links.values()].flat(), (link) => link.ref);
  byRef.set(mapping, known);
  return known;
}
