import { z } from 'zod';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { violatedConstraint } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { parseInput } from '#src/platform/parse.ts';
import { allow } from './scopes.ts';

export const updateTenantInput = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  slug: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'a slug is 1 to 40 lower-case letters, digits and hyphens')
    .optional(),
});

type Named = { name: string; slug: string };

/** Renames the caller's tenant. @throws DomainError `name_taken` for a slug that another tenant has */
export async function updateTenant(ctx: Ctx, raw: z.input<typeof updateTenantInput>): Promise<{ id: string }> {
  const input = parseInput(updateTenantInput, raw);
  allow(ctx, 'tenant:admin');
  const { tenantId } = ctx.actor;
  try {
    await ctx.db.transaction(async (tx) => {
      const [before] = await tx.query<Named>('select name, slug from tenants where id = $1 for no key update', [
        tenantId,
      ]);
      const after = { name: input.name ?? before!.name, slug: input.slug ?? before!.slug };
      if (after.name === before!.name && after.slug === before!.slug) return;
      await tx.query('update tenants set name = $2, slug = $3 where id = $1', [tenantId, after.name, after.slug]);
      const entry = { action: 'tenant.updated', subjectKind: 'tenant', subjectId: tenantId, detail: { before, after } };
      await appendAudit(tx, ctx.actor, entry);
    });
  } catch (error) {
    if (violatedConstraint(error) === 'tenants_slug_key')
      throw new DomainError('name_taken', 'Another tenant has this slug.', { path: ['slug'] });
    throw error;
  }
  return { id: tenantId };
}
