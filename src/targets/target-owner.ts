import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { tryParseId } from '#src/platform/ids.ts';

/**
 * The person who answers for a target: `current` is whoever asks (nobody, for a token that belongs to no person), else a member's user id.
 *
 * @throws DomainError `invalid_input` for somebody who is no member
 */
export async function targetOwner(ctx: Ctx, text: string): Promise<string | null> {
  if (text === 'current') return ctx.actor.userId;
  const userId = tryParseId('user', text);
  const [member] = userId
    ? await ctx.db.query('select 1 from memberships where tenant_id = $1 and user_id = $2', [
        ctx.actor.tenantId,
        userId,
      ])
    : [];
  if (userId && member) return userId;
  throw new DomainError(
    'invalid_input',
    'The owner is no member of this tenant. Give the user id of a member, or current.',
    {
      path: ['ownerUserId'],
    },
  );
}
