import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { type Sql, violatedConstraint } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { VIEW_NOUNS, type ViewNoun } from './view-nouns.ts';

export const viewName = z.string().trim().min(1).max(100);

/** Views that one tenant keeps at most. */
export const VIEWS_MAX = 1000;

/** @throws DomainError `missing_scope`; `invalid_input` for a view of one's own where the token is nobody's */
export function mayKeep(ctx: Ctx, noun: ViewNoun, shared: boolean): void {
  allow(ctx, VIEW_NOUNS[noun].see);
  if (shared) allow(ctx, VIEW_NOUNS[noun].share);
  else if (ctx.actor.userId === null) {
    const message = 'This token is nobody’s, and nobody can have views of their own: share it.';
    throw new DomainError('invalid_input', message, { path: ['shared'] });
  }
}

/** A view that the caller may change, locked. Throws `not_found` also for the view of somebody else. */
export async function lockView(
  tx: Sql,
  ctx: Ctx,
  publicId: string,
): Promise<{ id: string; noun: ViewNoun; shared: boolean }> {
  const id = parseId('view', publicId);
  const [row] = await tx.query<{ noun: string; shared: boolean }>(
    `select noun, owner_user_id is null as shared from saved_views
     where tenant_id = $1 and id = $2 and (owner_user_id is null or owner_user_id = $3) for update`,
    [ctx.actor.tenantId, id, ctx.actor.userId],
  );
  if (!row || !Object.hasOwn(VIEW_NOUNS, row.noun)) throw notFound('view');
  const noun = row.noun as ViewNoun;
  if (!ctx.actor.scopes.has(VIEW_NOUNS[noun].see)) throw notFound('view');
  return { id, noun, shared: row.shared };
}

/** @throws DomainError `name_taken`, or the error itself */
export function refuseTakenName(error: unknown): never {
  if (violatedConstraint(error) !== 'saved_views_name') throw error;
  throw new DomainError('name_taken', 'There is a view of this list with this name already.', { path: ['name'] });
}
