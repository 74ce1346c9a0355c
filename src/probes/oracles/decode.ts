/** Decoding that an answer may hide a value behind. Linear in the text. */

export type Run = { start: number; end: number; decoded: string[] };

const BASE64_RUN = /[A-Za-z0-9+/_-]{8,}={0,2}/g;

/**
 * The stretches of a text that may be base64, each decoded from its first four positions, because a path or a label can
 * stand before the encoded part.
 */
export function base64Runs(text: string): Run[] {
  return Array.from(text.matchAll(BASE64_RUN), ({ 0: run, index }) => ({
    start: index,
    end: index + run.length,
    decoded: [0, 1, 2, 3].map((skip) => Buffer.from(run.slice(skip), 'base64').toString('utf8')),
  }));
}

/**
 * Percent escapes undone, bytes as Latin-1, with the old place of each character and one place more for the end. `+` stays as it
 * is. Escapes that are broken stay too: an answer is not a URL that must be valid.
 */
export function percentDecode(text: string): { text: string; at: number[] } {
  const at: number[] = [];
  const decoded: string[] = [];
  for (let i = 0; i < text.length; ) {
    const hex = text[i] === '%' ? text.slice(i + 1, i + 3) : '';
    const escaped = /^[0-9a-f]{2}$/i.test(hex);
    decoded.push(escaped ? String.fromCharCode(Number.parseInt(hex, 16)) : text[i]!);
    at.push(i);
    i += escaped ? 3 : 1;
  }
  at.push(text.length);
  return { text: decoded.join(''), at };
}
