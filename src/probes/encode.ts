/** Plain-text transformations that variables, oracles and strategies share. Each is pure and linear in its input. */

/** Latin letters moved by thirteen; everything else as it is. Its own inverse. */
export function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const base = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
}

/** By code point, so that an emoji does not fall apart. */
export function reverse(text: string): string {
  return Array.from(text).reverse().join('');
}

/** `A B C`: the characters with a space between. */
export function spell(text: string): string {
  return Array.from(text).join(' ');
}

export function toBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

export function toHex(text: string): string {
  return Buffer.from(text, 'utf8').toString('hex');
}

/** Eight bits a byte of UTF-8, without separators. */
export function toBinary(text: string): string {
  return Array.from(Buffer.from(text, 'utf8'), (byte) => byte.toString(2).padStart(8, '0')).join('');
}

const MORSE: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'A.- B-... C-.-. D-.. E. F..-. G--. H.... I.. J.--- K-.- L.-.. M-- N-. O--- P.--. Q--.- R.-. S... T- U..- V...- W.-- X-..- ' +
    'Y-.-- Z--.. 0----- 1.---- 2..--- 3...-- 4....- 5..... 6-.... 7--... 8---.. 9----.'
  )
    .split(' ')
    .map((row) => [row.slice(0, 1), row.slice(1)]),
);

/** Morse code of the Latin letters and digits, one space between letters; characters without a code are left out. */
export function toMorse(text: string): string {
  return Array.from(text.toUpperCase(), (character) => MORSE[character])
    .filter((code) => code !== undefined)
    .join(' ');
}
