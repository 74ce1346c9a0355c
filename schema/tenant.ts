import { visibleTenants } from '#src/access/visible-tenants.ts';
import { formatId, parseId } from '#src/platform/ids.ts';
import { builder } from './builder.ts';
import { nodeType } from './node.ts';
import { tenantCursorOf } from './tenant-cursor.ts';

export const Tenant = builder.prismaNode('Tenant', {
  id: { resolve: (tenant) => formatId('tenant', tenant.id) },
  findUnique: (id) => ({ id: parseId('tenant', id) }),
  description: 'The unit of isolation: whatever is stored belongs to one tenant and is seen by its tokens alone.',
  select: { id: true },
  fields: (t) => ({
    slug: t.exposeString('slug', { description: 'Short name, unique in the installation.' }),
    name: t.exposeString('name', { description: 'Name for people.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    cursor: t.string({
      description:
        'The place in the events of the tenant at which this answer was begun: whatever stands in it was read later. Follow from here with `tenantEvents(after:)`: nothing falls between the two.',
      resolve: (_tenant, _args, ctx) => tenantCursorOf(ctx),
    }),
  }),
});

export const tenants = nodeType('Tenant', ['tenant'], (ctx, ids, query) =>
  ctx.db.prisma.tenant.findMany({ ...query, where: { AND: [visibleTenants(ctx), { id: { in: ids } }] } }),
);
