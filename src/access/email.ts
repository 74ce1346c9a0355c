import { z } from 'zod';

/** An address in lower case and composed: one person has one, however it is written. What does not show may not stand in it. */
export const email = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@\p{C}]{1,64}@[^\s@\p{C}]{1,190}$/u, 'an address is name@host')
  .transform((text) => text.toLowerCase().normalize('NFC'));
