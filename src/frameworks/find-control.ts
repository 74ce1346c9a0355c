import { DomainError } from '#src/platform/errors.ts';
import { type Control, frameworkCatalogue } from './catalogue.ts';
import { editionKey } from './framework-slugs.ts';
import { type EditionChoice, type Mapping, mappingFor } from './mapping.ts';

/**
 * A control by its ref, by what its publisher calls it (`AML.T0051`, `LLM08:2026`, `MEASURE-2.7`), or by a ref that has since been removed.
 * `LLM07` and the like, without a year, are read in the chosen edition; a year that is written decides the edition by itself.
 *
 * @throws DomainError `not_found`; `framework_unknown`, `edition_unknown` for the choices
 */
export function findControl(text: string, choices: readonly EditionChoice[] = []): Control {
  const mapping = mappingFor(choices);
  const found = mapping.controls.get(text) ?? byOwnName(text, mapping) ?? successorOf(text, mapping);
  if (found) return found;
  const message =
    'There is no such control in this edition. A ref is written like OWASP_LLM01 or MITRE_ATLAS_AML_T0051.';
  throw new DomainError('not_found', message, { path: ['ref'] });
}

/** Whether any edition of any framework has an entry of this ref. */
export function isRef(text: string): boolean {
  return [...frameworkCatalogue().controlsOf.values()].some((controls) => controls.some(({ ref }) => ref === text));
}

function byOwnName(text: string, mapping: Mapping): Control | undefined {
  const wanted = plain(text);
  const dated = frameworkCatalogue()
    .editions.flatMap(({ slug, edition }) => frameworkCatalogue().controlsOf.get(editionKey(slug, edition)) ?? [])
    .find((control) => control.localId.includes(':') && plain(control.localId) === wanted);
  if (dated) return dated;
  const named = [...mapping.controls.values()].filter((control) => namesOf(control).includes(wanted));
  // `6.1` could be a clause of any standard: a name that two frameworks use names neither.
  return named.length === 1 ? named[0] : undefined;
}

/** NIST's own short forms of its functions. */
const FUNCTIONS: Record<string, string> = { GOVERN: 'GV', MAP: 'MP', MEASURE: 'MS', MANAGE: 'MG' };

function namesOf({ localId }: Control): string[] {
  const [base] = localId.split(':');
  const [word = '', ...rest] = localId.split(' ');
  const short = FUNCTIONS[word];
  return [localId, base ?? localId, ...(short ? [`${short} ${rest.join(' ')}`] : [])].map(plain);
}

/** Case, and whether a dash or a space stands between, make no difference. */
function plain(name: string): string {
  return name.trim().toLowerCase().replaceAll('-', ' ');
}

/** A ref that was removed leads to what stands in its place. */
function successorOf(ref: string, mapping: Mapping): Control | undefined {
  const row = frameworkCatalogue().redirects.find((one) => one.fromRef === ref && one.kind === 'replaced');
  return row && mapping.controls.get(row.toRefs[0]!);
}
