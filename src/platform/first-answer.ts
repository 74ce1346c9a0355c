import type { Ctx } from './context.ts';
import { keyHash } from './idempotency.ts';

/** What a door answered first under a key: who rendered it, and the body without what is shown once. */
export type FirstAnswer = { route: string; body: unknown };

/** A longer answer is not kept: a replay then tells what is there now. */
const BYTES_MAX = 64 * 1024;

/**
 * Keeps what was answered beside the caller's key, for as long as the key lives. It stands there in the clear, so it holds nothing that a
 * reader of the tenant could not see. Never fails: without it, a replay tells what is there now.
 */
export async function keepFirstAnswer(ctx: Ctx, answer: FirstAnswer): Promise<void> {
  const text = JSON.stringify(answer);
  if (Buffer.byteLength(text) > BYTES_MAX) return;
  try {
    await ctx.db.query('update idempotency_keys set first_answer = $3 where tenant_id = $1 and key_hash = $2', [
      ...rowOf(ctx),
      text,
    ]);
  } catch (error) {
    ctx.log.warn({ err: error }, 'a first answer could not be kept');
  }
}

/** The first answer of this route under the caller's key; null when none was kept, as of another door or of a process that died. */
export async function readFirstAnswer(ctx: Ctx, route: string): Promise<FirstAnswer | null> {
  const [row] = await ctx.db.query<{ first_answer: string | null }>(
    'select first_answer from idempotency_keys where tenant_id = $1 and key_hash = $2 and expires_at > now()',
    rowOf(ctx),
  );
  if (!row?.first_answer) return null;
  const answer = JSON.parse(row.first_answer) as FirstAnswer;
  return answer.route === route ? answer : null;
}

function rowOf(ctx: Ctx): [string, Buffer] {
  return [ctx.actor.tenantId, keyHash(ctx.idempotency!.key)];
}
