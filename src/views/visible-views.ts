import type { Prisma } from '#prisma/client/client.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { ListDescription, ListQuery } from '#src/platform/filter.ts';
import { byKey, key } from '#src/platform/filter-parts.ts';
import { type Condition, type Listing, listAll, type PageArgs } from '#src/platform/keyset.ts';
import { tenantQuery } from '#src/platform/list-query.ts';
import { NOUNS, VIEW_NOUNS } from './view-nouns.ts';

const NAME = 'saved_views_tenant_id_name_id_idx';

export const VIEW_LIST: ListDescription = {
  noun: 'SavedView',
  plural: 'views',
  from: 'saved_views t',
  id: 't.id',
  fields: {
    id: { kind: 'id', ids: 'view', sql: 't.id', index: 'saved_views_pkey', description: 'The view itself.' },
    noun: {
      kind: 'choice',
      enum: 'SavedViewNoun',
      values: NOUNS,
      sql: 't.noun',
      index: NAME,
      description: 'The list that it is a view of.',
    },
    name: { kind: 'text', sql: 't.name', index: NAME, description: 'Its name.' },
    shared: {
      kind: 'boolean',
      sql: '(t.owner_user_id is null)',
      index: NAME,
      description: 'Only those that everybody in the tenant sees, or only the caller’s own.',
    },
    updatedAt: {
      kind: 'time',
      sql: 't.updated_at',
      index: 'saved_views_tenant_id_updated_at_id_idx',
      description: 'When it was last changed.',
    },
  },
  orders: {
    NAME: byKey('By its name.', key('t.name', 'text')),
    UPDATED: byKey('By when it was last changed.', key('t.updated_at', 'time')),
  },
  order: { by: 'NAME', direction: 'ASC' },
};

/** The views that the caller may see: shared ones and their own, of lists that they may see. */
export function visibleViews(ctx: Ctx): Prisma.SavedViewWhereInput {
  const { tenantId, userId } = ctx.actor;
  const own = userId === null ? [] : [{ ownerUserId: userId }];
  return { tenantId, noun: { in: visibleNouns(ctx) }, OR: [{ ownerUserId: null }, ...own] };
}

/** The same as `visibleViews`, by name unless asked for otherwise. */
export async function listViews(ctx: Ctx, query: ListQuery, args: PageArgs): Promise<Listing> {
  const { list, conditions } = tenantQuery(ctx.actor.tenantId, VIEW_LIST, query);
  const visible: Condition[] = [
    ['t.noun = any(?::text[])', visibleNouns(ctx)],
    ['(t.owner_user_id is null or t.owner_user_id = ?::uuid)', ctx.actor.userId],
  ];
  return listAll(ctx.db, list, [...conditions, ...visible], args);
}

function visibleNouns(ctx: Ctx): string[] {
  return NOUNS.filter((noun) => ctx.actor.scopes.has(VIEW_NOUNS[noun].see));
}
