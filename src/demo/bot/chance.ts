/** Variety without chance: the same conversation always gets the same answer, and different ones differ. */

/** FNV-1a over UTF-16 units: 32 bits, well spread, not for security. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    value ^= text.charCodeAt(i);
    value = Math.imul(value, 0x01000193);
  }
  return value >>> 0;
}

/** One of `choices`, chosen by the text. */
export function pick<T>(choices: readonly [T, ...T[]], text: string): T {
  return choices[hash(text) % choices.length] ?? choices[0];
}

/** 5 to 40 milliseconds, chosen by the text. */
export function answerDelayMs(text: string): number {
  return 5 + (hash(`delay ${text}`) % 36);
}
