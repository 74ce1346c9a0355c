import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { Ctx } from './context.ts';
import type { Sql } from './database.ts';
import { DomainError, isDomainError } from './errors.ts';

/** How long a key answers: a retry after that is a new request. */
export const KEY_HOURS = 24;
const FORM = /^[\x21-\x7e]{1,255}$/;

/** What tells a request from another: the use case's name and its input as parsed. */
export type IdempotentRequest = { operation: string; input: unknown };

/** Runs `work` in one transaction. What it gives back is kept for replays: ids and places, never a secret. */
export type Transact<Answer> = (work: (tx: Sql) => Promise<Answer>) => Promise<Answer>;

/** `replayed`: nothing was done now, and `answer` is the one that was kept. */
export type OnceResult<Answer> = { answer: Answer; replayed: boolean };

/**
 * The same context, asked under an idempotency key. Doors call it with what the caller sent; absent is absent.
 *
 * @throws DomainError `invalid_input` for a key that is not 1 to 255 printable ASCII characters without spaces
 */
export function withIdempotencyKey(ctx: Ctx, key: string | null | undefined): Ctx {
  if (key === null || key === undefined) return ctx;
  if (!FORM.test(key)) {
    const message = 'An idempotency key is 1 to 255 printable ASCII characters without spaces, such as a UUID.';
    throw new DomainError('invalid_input', message, { path: ['idempotencyKey'] });
  }
  return { ...ctx, idempotency: { key, replayed: false } };
}

/**
 * Does something at most once for the caller's idempotency key; without a key, simply does it. A use case that creates calls it after parsing
 * and after the check of scopes, and uses the `transaction` that it is handed where it would have used `ctx.db.transaction`, once:
 *
 *     const { answer, replayed } = await once<{ id: string }>(ctx, { operation: 'createThing', input }, async (transaction) => {
 *       …checks that may differ at another time…
 *       return transaction(async (tx) => { …insert, audit…; return { id }; });
 *     });
 *
 * The key's row is written in that transaction, before the work, so that key and effect exist together or not at all: a crash, a lost answer or a
 * lost commit leaves either both or neither, and the same request again finds out which. What was refused or failed is not kept.
 *
 * @throws DomainError `idempotency_key_reused` for another request under the key, `idempotency_in_flight` while the first is under way
 */
export async function once<Answer extends object>(
  ctx: Ctx,
  request: IdempotentRequest,
  perform: (transaction: Transact<Answer>) => Promise<Answer>,
): Promise<OnceResult<Answer>> {
  if (!ctx.idempotency) return { answer: await perform((work) => ctx.db.transaction(work)), replayed: false };
  const claim = claimOf(ctx, ctx.idempotency.key, request);
  const before = await keptAnswer<Answer>(ctx, claim);
  if (before) return before;
  try {
    const answer = await perform((work) => ctx.db.transaction((tx) => underKey(tx, claim, work)));
    return { answer, replayed: false };
  } catch (error) {
    // Somebody with the same key was quicker, or our own commit went through although its answer was lost.
    const after =
      isDomainError(error) && error.code.startsWith('idempotency_') ? null : await lookAgain<Answer>(ctx, claim);
    if (after) return after;
    throw error instanceof KeyTaken ? inFlight() : error;
  }
}

/** Keys are found by their hash: the key itself is not kept. */
export function keyHash(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** Forgets keys that are older than 24 hours, at most `limit` of them. Answers how many there were. */
export async function expireKeys(db: Sql, limit: number): Promise<number> {
  const gone = await db.query(
    `delete from idempotency_keys k using (
       select tenant_id, key_hash from idempotency_keys where expires_at <= now() order by expires_at limit $1 for update skip locked
     ) old where k.tenant_id = old.tenant_id and k.key_hash = old.key_hash returning 1`,
    [limit],
  );
  return gone.length;
}

type Claim = { tenantId: string; keyHash: Buffer; operation: string; requestHash: Buffer };

/** The key lives between our look and our transaction: thrown to roll back, never shown. */
class KeyTaken extends Error {}

function claimOf(ctx: Ctx, key: string, { operation, input }: IdempotentRequest): Claim {
  return {
    tenantId: ctx.actor.tenantId,
    keyHash: keyHash(key),
    operation,
    // Keyed with what the table does not hold: an input may carry a credential that a plain hash would let somebody guess.
    requestHash: createHmac('sha256', key)
      .update(canonicalJson([operation, input]))
      .digest(),
  };
}

async function keptAnswer<Answer>(ctx: Ctx, claim: Claim): Promise<OnceResult<Answer> | null> {
  const [row] = await ctx.db.query<{ request_hash: Buffer; operation: string; answer: Answer }>(
    'select request_hash, operation, answer from idempotency_keys where tenant_id = $1 and key_hash = $2 and expires_at > now()',
    [claim.tenantId, claim.keyHash],
  );
  if (!row) return null;
  if (!timingSafeEqual(row.request_hash, claim.requestHash)) throw reused(row.operation);
  if (ctx.idempotency) ctx.idempotency.replayed = true;
  return { answer: row.answer, replayed: true };
}

/** The database may be what failed: then the first error is the one to tell. */
async function lookAgain<Answer>(ctx: Ctx, claim: Claim): Promise<OnceResult<Answer> | null> {
  try {
    return await keptAnswer<Answer>(ctx, claim);
  } catch (error) {
    if (isDomainError(error)) throw error;
    return null;
  }
}

async function underKey<Answer>(tx: Sql, claim: Claim, work: (tx: Sql) => Promise<Answer>): Promise<Answer> {
  const { tenantId, keyHash, operation, requestHash } = claim;
  const [lock] = await tx.query<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended($1 || encode($2, 'hex'), 0)) as mine`,
    [tenantId, keyHash],
  );
  if (!lock?.mine) throw inFlight();
  const claimed = await tx.query(
    `insert into idempotency_keys as k (tenant_id, key_hash, operation, request_hash, expires_at)
     values ($1, $2, $3, $4, now() + $5 * interval '1 hour')
     on conflict (tenant_id, key_hash) do update set operation = excluded.operation, request_hash = excluded.request_hash, answer = null,
       first_answer = null, created_at = excluded.created_at, expires_at = excluded.expires_at where k.expires_at <= now() returning 1`,
    [tenantId, keyHash, operation, requestHash, KEY_HOURS],
  );
  if (claimed.length === 0) throw new KeyTaken();
  const answer = await work(tx);
  await tx.query('update idempotency_keys set answer = $3 where tenant_id = $1 and key_hash = $2', [
    tenantId,
    keyHash,
    JSON.stringify(answer),
  ]);
  return answer;
}

function reused(operation: string): DomainError {
  return new DomainError(
    'idempotency_key_reused',
    `This idempotency key was used for another request (${operation}) within the last ${KEY_HOURS} hours. Use a new key for a new request.`,
    { path: ['idempotencyKey'] },
  );
}

function inFlight(): DomainError {
  return new DomainError(
    'idempotency_in_flight',
    'A request with this idempotency key is under way. Send the same again in a moment to get its answer.',
    { path: ['idempotencyKey'], details: { retry_after_seconds: 1 } },
  );
}
