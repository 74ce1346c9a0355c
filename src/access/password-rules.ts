import { z } from 'zod';
import { DomainError } from '#src/platform/errors.ts';

const LEAST = 12;
/** In characters. Longer than any passphrase, and bounded, as hashing a megabyte is work that nobody should be able to order. */
const MOST = 256;

/** A password as it comes in to be compared: any text of a bounded length. */
export const givenPassword = z
  .string()
  .min(1)
  .max(MOST * 4);

/**
 * Length counts, not kinds of characters (NIST SP 800-63B). Not the person's own address either.
 *
 * @throws DomainError `password_refused`, with the rule that it breaks
 */
export function checkNewPassword(password: string, email: string, path: string): void {
  const length = [...password.normalize('NFKC')].length;
  if (length < LEAST)
    throw refused(`A password has at least ${LEAST} characters. A few words in a row are a good one.`, path);
  if (length > MOST) throw refused(`A password has at most ${MOST} characters.`, path);
  const plain = password.normalize('NFKC').trim().toLowerCase();
  const [local] = email.split('@');
  if (plain === email || plain === local)
    throw refused('A password that is your own address is the first one tried.', path);
  if (new Set(plain).size < 4) throw refused('A password of one or two characters, repeated, is soon guessed.', path);
}

function refused(message: string, path: string): DomainError {
  return new DomainError('password_refused', message, { path: [path] });
}
