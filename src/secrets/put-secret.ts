import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { newId } from '#src/platform/ids.ts';
import { parseInput } from '#src/platform/parse.ts';

/** What a secret's box is bound to: it cannot be moved to another name or tenant. */
export function secretContext(tenantId: string, name: string): string {
  return `secret:${tenantId}:${name}`;
}

export const SECRET_NAME = /^[a-z][a-z0-9_]{1,63}$/;

export const putSecretInput = z.strictObject({
  name: z.string().regex(SECRET_NAME, 'a name is 2 to 64 lower-case letters, digits and underscores'),
  value: z.string().min(1).max(16_384),
});

/** Stores a value under a name, sealed; a second value under the name replaces the first. The value is never given back. */
export async function putSecret(ctx: Ctx, raw: z.input<typeof putSecretInput>): Promise<{ name: string }> {
  const input = parseInput(putSecretInput, raw);
  allow(ctx, 'secrets:write');
  const sealed = ctx.sealed.seal(input.value, secretContext(ctx.actor.tenantId, input.name));
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.query<{ id: string }>(
      `insert into secrets (tenant_id, id, name, sealed) values ($1, $2, $3, $4)
       on conflict (tenant_id, name) do update set sealed = excluded.sealed, updated_at = now() returning id`,
      [ctx.actor.tenantId, newId(), input.name, sealed],
    );
    await appendAudit(tx, ctx.actor, {
      action: 'secret.put',
      subjectKind: 'secret',
      subjectId: row!.id,
      detail: { name: input.name },
    });
  });
  return { name: input.name };
}
