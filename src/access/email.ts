import { z } from 'zod';

/** An address in lower case: one person has one, however it is written. */
export const email = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@]{1,64}@[^\s@]{1,190}$/, 'an address is name@host')
  .transform((text) => text.toLowerCase());
