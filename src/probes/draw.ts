import { createHmac, randomBytes } from 'node:crypto';

/** A seed that nobody can guess: 256 random bits. */
export function freshSeed(): string {
  return randomBytes(32).toString('base64url');
}

/** A source of uniform choices, the same for the same seed and name. */
export type Draw = {
  /** A whole number from 0 to `limit - 1`; `limit` at most 2^48. */
  below(limit: number): number;
  from<T>(items: ArrayLike<T>): T;
  text(alphabet: string, length: number): string;
};

/**
 * Choices derived from a seed by HMAC-SHA-256 in counter mode. Whoever does not know the seed cannot tell them from random ones, and
 * a retry of the same attempt draws the same. Values beyond the last whole multiple of a limit are drawn again, so none is likelier.
 */
export function drawFrom(seed: string, name: string): Draw {
  let block = Buffer.alloc(0);
  let [at, counter] = [0, 0];
  const sixBytes = () => {
    if (at + 6 > block.length) {
      block = createHmac('sha256', seed).update(`${name}\0${counter}`).digest();
      counter += 1;
      at = 0;
    }
    at += 6;
    return block.readUIntBE(at - 6, 6);
  };
  const below = (limit: number) => {
    const fair = 2 ** 48 - (2 ** 48 % limit);
    let value = sixBytes();
    while (value >= fair) value = sixBytes();
    return value % limit;
  };
  const from = <T>(items: ArrayLike<T>) => items[below(items.length)]!;
  return { below, from, text: (alphabet, length) => Array.from({ length }, () => from(alphabet)).join('') };
}
