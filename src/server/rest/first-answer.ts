import type { Ctx } from '#src/platform/context.ts';
import { DomainError, ERRORS, isDomainError } from '#src/platform/errors.ts';
import { keepFirstAnswer, readFirstAnswer } from '#src/platform/first-answer.ts';
import { KEY_HOURS } from '#src/platform/idempotency.ts';
import type { Row } from './row.ts';

/**
 * What a row's handler gives; under an idempotency key that was used before, what it gave the first time, whatever has become of the thing
 * since. When that was not kept (the process died before it was, or it is too long), what is there now.
 *
 * @throws DomainError `idempotency_answer_gone` when it was not kept and nothing is there any more; and what the handler throws
 */
export async function answeredOnce(row: Row, ctx: Ctx, handle: () => Promise<unknown>): Promise<unknown> {
  const { idempotency } = ctx;
  if (!idempotency) return handle();
  let value: unknown;
  try {
    value = await handle();
  } catch (error) {
    // Replayed or not is known only now: the use case asks.
    if (!idempotency.replayed || !isDomainError(error)) throw error;
    const first = await readFirstAnswer(ctx, row.id);
    if (first) return first.body;
    throw ERRORS[error.code].kind === 'not_found' ? gone() : error;
  }
  if (idempotency.replayed) return (await readFirstAnswer(ctx, row.id))?.body ?? value;
  await keepFirstAnswer(ctx, { route: row.id, body: withoutShownOnce(row, value) });
  return value;
}

function withoutShownOnce(row: Row, value: unknown): unknown {
  const nothing = (row.shownOnce ?? []).map((member) => [member, null] as const);
  return { ...(value as object), ...Object.fromEntries(nothing) };
}

function gone(): DomainError {
  return new DomainError(
    'idempotency_answer_gone',
    `This was done under the same key within the last ${KEY_HOURS} hours. What it made is gone since, and its answer was not kept.`,
    { path: ['idempotencyKey'] },
  );
}
