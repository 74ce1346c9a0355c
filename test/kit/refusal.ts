import { expect } from 'vitest';
import { type ErrorCode, isDomainError } from '#src/platform/errors.ts';

/** Expects that this is refused with this code, at once or as a promise. */
export async function expectRefusal(act: () => unknown, code: ErrorCode): Promise<void> {
  let refusal: unknown;
  try {
    await act();
  } catch (error) {
    refusal = error;
  }
  expect(isDomainError(refusal) ? refusal.code : refusal).toBe(code);
}
