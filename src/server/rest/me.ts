import { z } from 'zod';
import { visibleTenants } from '#src/access/visible-tenants.ts';
import { formatId } from '#src/platform/ids.ts';
import { shownId } from './identifiers.ts';
import { type Row, row } from './row.ts';

const me = z
  .strictObject({
    tenant: z.strictObject({ id: shownId, slug: z.string(), name: z.string() }),
    token_id: shownId.nullable(),
    user_id: shownId.nullable(),
    scopes: z.array(z.string()).describe('What the credential may do, sorted.'),
  })
  .meta({ id: 'Me' });

export const ME_ROWS: readonly Row[] = [
  row({
    method: 'GET',
    path: '/me',
    id: 'getMe',
    tag: 'Access',
    summary: 'Who is asking, and what they may do',
    scope: null,
    answer: me,
    etag: true,
    example: {},
    async handle(ctx) {
      const tenant = await ctx.db.prisma.tenant.findFirstOrThrow({ where: visibleTenants(ctx) });
      const { tokenId, userId, scopes } = ctx.actor;
      return {
        tenant: { id: formatId('tenant', tenant.id), slug: tenant.slug, name: tenant.name },
        token_id: tokenId && formatId('token', tokenId),
        user_id: userId && formatId('user', userId),
        scopes: [...scopes].sort(),
      };
    },
  }),
];
