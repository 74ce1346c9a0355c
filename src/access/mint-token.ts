import { z } from 'zod';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { once } from '#src/platform/idempotency.ts';
import { newId } from '#src/platform/ids.ts';
import { parseInput } from '#src/platform/parse.ts';
import { allow, SCOPES } from './scopes.ts';
import { hashToken, newTokenText, shownPrefix } from './token-text.ts';

export const mintTokenInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z
    .array(z.enum(SCOPES))
    .min(1)
    .max(100)
    .transform((scopes) => [...new Set(scopes)]),
  expiresAt: z.date().nullish(),
  allowedCidrs: z
    .array(z.union([z.cidrv4(), z.cidrv6()]))
    .max(50)
    .default([]),
});

export type MintedToken = {
  id: string;
  /** Shown this once. Null when an idempotency key found the token that it minted before: the text is kept nowhere. */
  text: string | null;
};

/**
 * Makes a token of the caller's tenant with scopes that the caller has: nobody hands out more than they hold.
 *
 * @throws DomainError `missing_scope`; `invalid_input` for one that would have ended already
 */
export async function mintToken(ctx: Ctx, raw: z.input<typeof mintTokenInput>): Promise<MintedToken> {
  const input = parseInput(mintTokenInput, raw);
  allow(ctx, 'tokens:write');
  const beyond = input.scopes.find((scope) => !ctx.actor.scopes.has(scope));
  if (beyond)
    throw new DomainError('missing_scope', `You cannot give the scope ${beyond}, which your own token lacks.`, {
      details: { scope: beyond },
    });
  const text = newTokenText();
  const { answer, replayed } = await once<{ id: string }>(ctx, { operation: 'mintToken', input }, (transaction) => {
    if (input.expiresAt && input.expiresAt.getTime() <= ctx.clock.now())
      throw new DomainError('invalid_input', 'expiresAt has passed already.', { path: ['expiresAt'] });
    return transaction(async (tx) => {
      const id = newId();
      await tx.query(
        `insert into tokens (tenant_id, id, user_id, name, prefix, hash, scopes, allowed_cidrs, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          ctx.actor.tenantId,
          id,
          ctx.actor.userId,
          input.name,
          shownPrefix(text),
          hashToken(text),
          input.scopes,
          input.allowedCidrs,
          input.expiresAt ?? null,
        ],
      );
      await appendAudit(tx, ctx.actor, {
        action: 'token.minted',
        subjectKind: 'token',
        subjectId: id,
        detail: { name: input.name, scopes: input.scopes },
      });
      return { id };
    });
  });
  return { id: answer.id, text: replayed ? null : text };
}
