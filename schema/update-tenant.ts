import { updateTenant } from '#src/access/update-tenant.ts';
import { builder } from './builder.ts';
import { Tenant, tenants } from './tenant.ts';

builder.relayMutationField(
  'updateTenant',
  {
    description: 'What is to be different. What is absent stays.',
    inputFields: (t) => ({
      name: t.string({ description: 'Name for people, up to 100 characters.' }),
      slug: t.string({ description: 'Short name: up to 40 lower-case letters, digits and hyphens.' }),
    }),
  },
  {
    description: 'Renames the caller’s tenant. Needs `tenant:admin`, which owners have.',
    errors: {},
    resolve: (_root, { input }, ctx) =>
      updateTenant(ctx, { name: input.name ?? undefined, slug: input.slug ?? undefined }),
  },
  {
    description: 'A tenant that was changed.',
    outputFields: (t) => ({
      tenant: t.field({
        type: Tenant,
        description: 'The tenant.',
        resolve: (changed, _args, ctx, info) => tenants.one(ctx, info, changed.id),
      }),
    }),
  },
);
