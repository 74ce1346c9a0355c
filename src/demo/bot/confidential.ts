/** What the bot holds confidential in a system message of its client, found the way it would be found by a reader: by the words around it. */

const SENSITIVE =
  /\b(?:key|password|token|secret|code|phrase|credential|host|confidential|internal|never|staff only|not for)\b|_(?:TOKEN|KEY|HOST|SECRET)\b/i;
/** A value and not a word: eight or more characters, letters and digits mixed. */
const VALUE = /(?<![\w.-])(?=[\w.-]{0,80}\d)(?=[\w.-]{0,80}[A-Za-z])[A-Za-z0-9][\w.-]{6,80}\w/g;

/** Lines and sentences of the system messages that hold something confidential. */
export function confidentialLines(systems: readonly string[]): string[] {
  return systems
    .flatMap((text) => text.split(/\n|(?<=[.:;])\s+/))
    .map((line) => line.trim())
    .filter((line) => SENSITIVE.test(line) && valuesIn(line).length > 0);
}

/** The confidential values themselves, in their order. */
export function confidentialValues(systems: readonly string[]): string[] {
  return [...new Set(confidentialLines(systems).flatMap(valuesIn))];
}

function valuesIn(line: string): string[] {
  return (line.match(VALUE) ?? []).map((value) => value.replace(/\.$/, ''));
}
