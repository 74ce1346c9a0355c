import { CREDENTIAL_SHAPES } from '#src/probes/oracles/credential-shapes.ts';
import { PERSONAL_SHAPES, type PersonalKind } from '#src/probes/oracles/personal-shapes.ts';

/** The longer shapes first: what is left of a card number would pass for a telephone number. */
const KINDS: readonly PersonalKind[] = [
  'email',
  'iban',
  'payment_card',
  'us_ssn',
  'date_of_birth',
  'ip_address',
  'phone',
];

/**
 * Takes personal data and credentials out of a text, by shape alone: `[email]`, `[phone]`, `[credential]`. It errs on the side of
 * taking out too much, and it cannot know names.
 */
export function redact(text: string): string {
  let clean = text;
  for (const { shape } of CREDENTIAL_SHAPES) clean = clean.replace(shape, '[credential]');
  for (const kind of KINDS) clean = clean.replace(PERSONAL_SHAPES[kind].shape, (datum) => maskOf(kind, datum));
  return clean;
}

/** Kinds with a checksum: what fails it is something else, a canary or a telephone number, and stays readable. */
const CHECKED: ReadonlySet<PersonalKind> = new Set(['payment_card', 'iban']);

function maskOf(kind: PersonalKind, datum: string): string {
  const isDatum = !CHECKED.has(kind) || PERSONAL_SHAPES[kind].accepts(datum, datum.replace(/\D/g, ''));
  return isDatum ? `[${kind.replace('_', ' ')}]` : datum;
}
