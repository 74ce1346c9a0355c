import { z } from 'zod';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { once } from '#src/platform/idempotency.ts';
import { newId, notFound, parseId } from '#src/platform/ids.ts';
import { parseInput } from '#src/platform/parse.ts';
import { allow, missingScope, type Scope } from './scopes.ts';
import { hashToken, newTokenText, shownPrefix } from './token-text.ts';

const HOUR_MS = 3_600_000;

export const rotateTokenInput = z.strictObject({
  tokenId: z.string(),
  /** Hours for which the old one is still good: time to put the new one where it is used. 0: none. */
  overlapHours: z.int().min(0).max(720).default(24),
});

export type RotatedToken = {
  /** The new token. */
  id: string;
  oldId: string;
  /** Shown this once. Null when an idempotency key found the rotation that it did before. */
  text: string | null;
};

type OldToken = {
  user_id: string | null;
  name: string;
  scopes: Scope[];
  allowed_cidrs: string[];
  expires_at: Date | null;
  created_at: Date;
  revoked_at: Date | null;
  replaced_by_id: string | null;
};

/**
 * Mints a token that may do what another may, for as long as that one was made for, and lets the old one end after the overlap.
 *
 * @throws DomainError `not_found`, `missing_scope` for a token that may do more than the caller, `token_ended` for one that is revoked, expired or
 * rotated already
 */
export async function rotateToken(ctx: Ctx, raw: z.input<typeof rotateTokenInput>): Promise<RotatedToken> {
  const input = parseInput(rotateTokenInput, raw);
  allow(ctx, 'tokens:write');
  const oldId = parseId('token', input.tokenId);
  const text = newTokenText();
  const { answer, replayed } = await once<{ id: string }>(ctx, { operation: 'rotateToken', input }, (transaction) =>
    transaction(async (tx) => ({ id: await rotate(tx, ctx, oldId, input.overlapHours, text) })),
  );
  ctx.wakeups.wake('credentials');
  return { id: answer.id, oldId, text: replayed ? null : text };
}

async function rotate(tx: Sql, ctx: Ctx, oldId: string, overlapHours: number, text: string): Promise<string> {
  const { tenantId } = ctx.actor;
  const old = await lockToken(tx, ctx, oldId);
  const [id, now] = [newId(), ctx.clock.now()];
  const lifetime = old.expires_at ? old.expires_at.getTime() - old.created_at.getTime() : null;
  const oldEnd = new Date(
    Math.min(now + overlapHours * HOUR_MS, old.expires_at?.getTime() ?? Number.POSITIVE_INFINITY),
  );
  await tx.query(
    `with old as (update tokens set replaced_by_id = $3, expires_at = $10 where tenant_id = $1 and id = $2)
     insert into tokens (tenant_id, id, user_id, name, prefix, hash, scopes, allowed_cidrs, expires_at)
     values ($1, $3, $4, $5, $6, $7, $8, $9, $11)`,
    [
      tenantId,
      oldId,
      id,
      old.user_id,
      old.name,
      shownPrefix(text),
      hashToken(text),
      old.scopes,
      old.allowed_cidrs,
      oldEnd,
      lifetime === null ? null : new Date(now + lifetime),
    ],
  );
  const detail = { name: old.name, replacedById: id, oldEndsAt: oldEnd.toISOString() };
  await appendAudit(tx, ctx.actor, { action: 'token.rotated', subjectKind: 'token', subjectId: oldId, detail });
  return id;
}

async function lockToken(tx: Sql, ctx: Ctx, id: string): Promise<OldToken> {
  const [old] = await tx.query<OldToken>(
    `select user_id, name, scopes, allowed_cidrs, expires_at, created_at, revoked_at, replaced_by_id from tokens
     where tenant_id = $1 and id = $2 for update`,
    [ctx.actor.tenantId, id],
  );
  if (!old) throw notFound('token');
  if (old.revoked_at || old.replaced_by_id || (old.expires_at && old.expires_at.getTime() <= ctx.clock.now()))
    throw new DomainError('token_ended', 'This token has ended, or was rotated already. Mint a new one.');
  const beyond = old.scopes.find((scope) => !ctx.actor.scopes.has(scope));
  if (beyond) throw missingScope(beyond);
  return old;
}
