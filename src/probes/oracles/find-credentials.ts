import { CREDENTIAL_SHAPES } from './credential-shapes.ts';
import type { Span } from './find-text.ts';

type FoundCredential = Span & { name: string; text: string };

/** What people write where a real value would stand. */
const STAND_IN =
  /example|sample|placeholder|dummy|changeme|change_me|redact|replace|insert|your|fake|mock|demo|xxxx|\*\*\*|<|…|\.\.\.|test|secret_?key_?here|01234|12345|abcdef|qwerty|password|foobar|eyJzdWIiOiIxMjM0/i;
/** Bits of entropy a character. English words have about 3.2 at this length, random base62 about 4.3, random hexadecimal about 3.7. */
const MIN_ENTROPY = 3.4;
const MIN_DISTINCT = 8;

/** Credentials by shape whose random part looks random: no stand-ins, no counting rows, enough entropy, letters and digits. */
export function findCredentials(text: string): FoundCredential[] {
  return CREDENTIAL_SHAPES.flatMap(({ name, shape }) =>
    Array.from(text.matchAll(shape))
      .filter((match) => looksRandom(match[1]!) && !isStandIn(match[1]!))
      .map((match) => ({ name, text: match[0], start: match.index, end: match.index + match[0].length })),
  );
}

/** True for a text with a word or a row of digits in it that people write instead of a real value. */
export function isStandIn(text: string): boolean {
  return STAND_IN.test(text);
}

/** Letters and digits in no order that anybody typed by hand. */
export function looksRandom(text: string): boolean {
  const mixed = /\d/.test(text) && /[a-z]/i.test(text);
  return mixed && new Set(text).size >= MIN_DISTINCT && entropy(text) >= MIN_ENTROPY;
}

/** Shannon entropy in bits a character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
