import { RISKS } from '#src/probes/probe-file.ts';
import type { Catalogue, Control } from './catalogue.ts';
import { editionKey, FRAMEWORK_SLUGS } from './framework-slugs.ts';

/**
 * Refuses data that contradicts itself: a ref that no framework has, a ref that stands twice, an edition that is not the one of the
 * controls, a risk without controls. It runs at the start and in the tests, so that a reader never meets such a row.
 *
 * @throws Error that names the row
 */
export function checkCatalogue(catalogue: Catalogue, overlapEditions: Readonly<Record<string, string>>): void {
  const slugs = catalogue.frameworks.map(({ slug }) => slug);
  if (slugs.join() !== FRAMEWORK_SLUGS.join()) throw new Error(`These are not the six frameworks: ${slugs}.`);
  for (const controls of catalogue.controlsOf.values()) checkControls(controls);
  checkLinks(catalogue, overlapEditions);
  checkRedirects(catalogue);
  for (const rule of catalogue.notTestable) for (const ref of rule.refs) find(catalogue, ref);
}

function checkControls(controls: readonly Control[]): void {
  const refs = new Set<string>();
  for (const { ref, frameworkSlug } of controls) {
    if (refs.has(ref)) throw new Error(`The control ${ref} stands twice.`);
    if (!ref.startsWith(frameworkSlug)) throw new Error(`${ref} has another's name.`);
    refs.add(ref);
  }
  for (const { ref, parentRef } of controls) {
    if (parentRef !== null && !refs.has(parentRef)) throw new Error(`${ref} lies in ${parentRef}, which is none.`);
  }
}

function checkLinks(catalogue: Catalogue, overlapEditions: Readonly<Record<string, string>>): void {
  for (const link of [...catalogue.crosswalk.values()].flat()) {
    const { edition } = find(catalogue, link.ref);
    if (edition !== link.edition) throw new Error(`The crosswalk knows another edition of ${link.ref}.`);
  }
  const without = RISKS.filter((risk) => !catalogue.crosswalk.has(risk));
  if (without.length > 0) throw new Error(`The crosswalk leads nowhere from ${without}.`);
  for (const { slug, edition } of catalogue.frameworks) {
    if (overlapEditions[slug] !== edition) throw new Error(`The overlaps know another edition of ${slug}.`);
  }
  for (const { id, refA, refB, sources } of catalogue.overlaps) {
    if (find(catalogue, refA).frameworkSlug === find(catalogue, refB).frameworkSlug)
      throw new Error(`${id} pairs a framework with itself.`);
    for (const name of sources) if (!(name in catalogue.overlapSources)) throw new Error(`${id}: no source ${name}.`);
  }
}

/** A table of conversion leads to controls that there are, and where both editions can be chosen, from every control. */
function checkRedirects({ redirects, controlsOf }: Catalogue): void {
  for (const { framework, fromEdition, fromRef, toEdition, toRefs } of redirects) {
    const controls = controlsOf.get(editionKey(framework, toEdition)) ?? [];
    for (const ref of toRefs) {
      if (!controls.some((control) => control.ref === ref))
        throw new Error(`${fromRef} leads to ${ref}, which is none.`);
    }
    const from = controlsOf.get(editionKey(framework, fromEdition));
    const missing = (from ?? []).filter(
      ({ ref }) =>
        !redirects.some((row) => row.fromEdition === fromEdition && row.toEdition === toEdition && row.fromRef === ref),
    );
    if (missing.length > 0) throw new Error(`${missing[0]!.ref} of ${fromEdition} leads nowhere in ${toEdition}.`);
  }
}

function find({ controls }: Catalogue, ref: string): Control {
  const control = controls.get(ref);
  if (!control) throw new Error(`There is no control ${ref}.`);
  return control;
}
