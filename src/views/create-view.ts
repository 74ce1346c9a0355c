import { z } from 'zod';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { once } from '#src/platform/idempotency.ts';
import { newId } from '#src/platform/ids.ts';
import { parseInput } from '#src/platform/parse.ts';
import { mayKeep, refuseTakenName, VIEWS_MAX, viewName } from './view-checks.ts';
import type { ViewNoun } from './view-nouns.ts';
import { type KeptQuery, keptQuery, type ViewQueries } from './view-query.ts';

const createInput = z.strictObject({ name: viewName, shared: z.boolean().default(false) });
type NewView = z.output<typeof createInput> & { noun: ViewNoun; kept: KeptQuery };

/**
 * Keeps a filter and an order under a name: for everybody in the tenant, or for the caller alone.
 *
 * @throws DomainError `invalid_input`, `missing_scope`, `name_taken` among the views of the same list and owner, `too_many_views`
 */
export async function createView(
  ctx: Ctx,
  raw: z.input<typeof createInput>,
  queries: ViewQueries,
): Promise<{ id: string }> {
  const view: NewView = { ...parseInput(createInput, raw), ...keptQuery(queries) };
  mayKeep(ctx, view.noun, view.shared);
  const request = { operation: 'createSavedView', input: view };
  const { answer } = await once<{ id: string }>(ctx, request, (transaction) =>
    transaction((tx) => insert(ctx, tx, view)).catch(refuseTakenName),
  );
  return answer;
}

async function insert(ctx: Ctx, tx: Sql, { name, shared, noun, kept }: NewView): Promise<{ id: string }> {
  const { tenantId, userId } = ctx.actor;
  const id = newId();
  const rows = await tx.query(
    `insert into saved_views (tenant_id, id, noun, name, owner_user_id, filter, order_by)
     select $1, $2, $3, $4, $5::uuid, $6, $7 where (select count(*) from saved_views where tenant_id = $1) < ${VIEWS_MAX} returning 1`,
    [tenantId, id, noun, name, shared ? null : userId, kept.filter, kept.orderBy],
  );
  if (rows.length === 0) {
    throw new DomainError('too_many_views', `A tenant keeps at most ${VIEWS_MAX} views. Delete some first.`);
  }
  await appendAudit(tx, ctx.actor, {
    action: 'view.created',
    subjectKind: 'view',
    subjectId: id,
    detail: { noun, name, shared },
  });
  return { id };
}
