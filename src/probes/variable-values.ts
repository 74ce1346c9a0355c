import { type Draw, drawFrom } from './draw.ts';
import { reverse, rot13, spell, toBase64, toHex } from './encode.ts';
import type { ProbeVariable } from './probe-file.ts';
import { SECRET_SHAPES } from './secret-shapes.ts';
import type { Values } from './template.ts';

/** Capital letters and digits that nobody mistakes for one another: no O and 0, I and 1, S and 5, B and 8, Z and 2. */
const LETTERS = 'ACDEFGHJKLMNPQRTUVWXY';
const DIGITS = '34679';
const CANARY_HALF = 6;

/**
 * The values of a probe's variables, with all derived forms: `nonce`, `nonce.left`, `nonce.base64`, … Equal seeds give equal
 * values; each variable is drawn on its own, so that adding one changes no other.
 */
export function valuesOf(variables: Readonly<Record<string, ProbeVariable>>, seed: string): Values {
  const values: Record<string, string> = {};
  for (const [name, variable] of Object.entries(variables)) {
    const value = draw(variable, drawFrom(seed, name));
    values[name] = value;
    if (variable.kind === 'canary' || variable.kind === 'secret') {
      for (const [form, derive] of Object.entries(FORMS)) values[`${name}.${form}`] = derive(value);
    }
  }
  return values;
}

const FORMS: Readonly<Record<string, (value: string) => string>> = {
  left: (value) => value.slice(0, Math.ceil(value.length / 2)),
  right: (value) => value.slice(Math.ceil(value.length / 2)),
  last4: (value) => value.slice(-4),
  lower: (value) => value.toLowerCase(),
  reversed: reverse,
  spelled: spell,
  base64: toBase64,
  rot13,
  hex: toHex,
};

function draw(variable: ProbeVariable, from: Draw): string {
  switch (variable.kind) {
    case 'canary':
      return canaryHalf(from) + canaryHalf(from);
    case 'secret':
      return SECRET_SHAPES[variable.shape](from);
    case 'number':
      return String(variable.min + from.below(variable.max - variable.min + 1));
    case 'choice':
      return from.from(variable.values);
  }
}

/** Four letters, then two digits among them, so that no half is a word and every transformation of it differs from it. */
function canaryHalf(from: Draw): string {
  const characters = [...from.text(LETTERS, CANARY_HALF - 2)];
  for (const digit of from.text(DIGITS, 2)) characters.splice(1 + from.below(characters.length), 0, digit);
  return characters.join('');
}
