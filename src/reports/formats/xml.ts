import { seen } from './texts.ts';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** A text as XML 1.0 may hold it, in content: the characters that no XML holds have been named. */
export function xmlText(text: string, max?: number): string {
  return legal(seen(text, max)).replaceAll(/[&<>]/g, (character) => ENTITIES[character]!);
}

/** The same between double quotes; lines stay lines. */
export function xmlAttribute(text: string, max?: number): string {
  return legal(seen(text, max)).replaceAll(/[&<>"'\n\t]/g, (character) => ENTITIES[character]!);
}

function legal(text: string): string {
  return text.replaceAll(/[\ufffe\uffff]/g, '\ufffd');
}
