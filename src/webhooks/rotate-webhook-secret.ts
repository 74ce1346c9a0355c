import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { newWebhookSecret, webhookSecretContext } from './webhook-secret.ts';

/**
 * Gives a webhook a new secret, with which everything is signed from now on, retries of earlier events too.
 *
 * @throws DomainError `missing_scope`, `not_found`
 */
export async function rotateWebhookSecret(ctx: Ctx, publicId: string): Promise<{ id: string; secret: string }> {
  allow(ctx, 'webhooks:write');
  const [tenantId, id, secret] = [ctx.actor.tenantId, parseId('webhook', publicId), newWebhookSecret()];
  await ctx.db.transaction(async (tx) => {
    const rows = await tx.query(
      'update webhooks set sealed_secret = $3, updated_at = now() where tenant_id = $1 and id = $2 returning 1',
      [tenantId, id, ctx.sealed.seal(secret, webhookSecretContext(tenantId, id))],
    );
    if (rows.length === 0) throw notFound('webhook');
    await appendAudit(tx, ctx.actor, { action: 'webhook.secret_rotated', subjectKind: 'webhook', subjectId: id });
  });
  return { id, secret };
}
