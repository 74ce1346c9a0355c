import { z } from 'zod';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { parseInput } from '#src/platform/parse.ts';
import { lockView, mayKeep, refuseTakenName, viewName } from './view-checks.ts';
import { keptQuery, type ViewQueries } from './view-query.ts';

const updateInput = z.strictObject({
  viewId: z.string().max(100),
  name: viewName.nullish(),
  shared: z.boolean().nullish(),
});

/**
 * Changes what is given of a view. A new query replaces the old one whole, and is of the same list. A view that was shared and is no longer
 * is the caller's.
 *
 * @throws DomainError `not_found`, `invalid_input`, `missing_scope`, `name_taken`
 */
export async function updateView(
  ctx: Ctx,
  raw: z.input<typeof updateInput>,
  queries: ViewQueries,
): Promise<{ id: string }> {
  const { viewId, name, shared } = parseInput(updateInput, raw);
  const hasQuery = Object.values(queries).some((query) => query != null);
  const asked = hasQuery ? keptQuery(queries) : null;
  const work = ctx.db.transaction(async (tx) => {
    const view = await lockView(tx, ctx, viewId);
    mayKeep(ctx, view.noun, view.shared);
    const becomes = shared ?? view.shared;
    mayKeep(ctx, view.noun, becomes);
    if (asked && asked.noun !== view.noun) {
      throw new DomainError('invalid_input', `This is a view of ${view.noun}.`, { path: [asked.noun] });
    }
    await tx.query(
      `update saved_views set name = coalesce($3, name), owner_user_id = $4, filter = coalesce($5::jsonb, filter),
         order_by = case when $6 then $7::jsonb else order_by end, updated_at = now() where tenant_id = $1 and id = $2`,
      [
        ctx.actor.tenantId,
        view.id,
        name ?? null,
        becomes ? null : ctx.actor.userId,
        asked?.kept.filter ?? null,
        asked !== null,
        asked?.kept.orderBy ?? null,
      ],
    );
    const detail = { noun: view.noun, ...(name && { name }), ...(shared != null && { shared }), query: asked !== null };
    await appendAudit(tx, ctx.actor, { action: 'view.updated', subjectKind: 'view', subjectId: view.id, detail });
    return { id: view.id };
  });
  return work.catch(refuseTakenName);
}
