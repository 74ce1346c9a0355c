import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { allow } from './scopes.ts';

/** Ends a token at once; sockets that were opened with it close within a second. Revoking twice changes nothing. */
export async function revokeToken(ctx: Ctx, id: string): Promise<{ id: string }> {
  allow(ctx, 'tokens:write');
  const tokenId = parseId('token', id);
  await ctx.db.transaction(async (tx) => {
    const rows = await tx.query<{ revoked: boolean }>(
      `update tokens t set revoked_at = coalesce(t.revoked_at, now()) from tokens old
       where t.tenant_id = $1 and t.id = $2 and old.id = t.id and old.tenant_id = t.tenant_id returning old.revoked_at is null as revoked`,
      [ctx.actor.tenantId, tokenId],
    );
    if (!rows[0]) throw notFound('token');
    if (rows[0].revoked)
      await appendAudit(tx, ctx.actor, { action: 'token.revoked', subjectKind: 'token', subjectId: tokenId });
  });
  ctx.wakeups.wake('credentials');
  return { id: tokenId };
}
