import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { once } from '#src/platform/idempotency.ts';
import { newId } from '#src/platform/ids.ts';
import { parseInput } from '#src/platform/parse.ts';
import { receiverUrl, WEBHOOKS_MAX, webhookFields } from './webhook-fields.ts';
import { newWebhookSecret, webhookSecretContext } from './webhook-secret.ts';

export const createWebhookInput = z.strictObject({
  name: webhookFields.name,
  url: webhookFields.url,
  events: webhookFields.events.default([]),
  enabled: webhookFields.enabled.default(true),
});

export type CreatedWebhook = {
  id: string;
  /** Shown this once. Null when an idempotency key found the webhook that it made before. */
  secret: string | null;
};

/**
 * Makes a webhook, which is told what happens from now on.
 *
 * @throws DomainError `invalid_input`, `missing_scope`, `invalid_url`, `private_address`, `too_many_webhooks`, and what `once` throws
 */
export async function createWebhook(ctx: Ctx, raw: z.input<typeof createWebhookInput>): Promise<CreatedWebhook> {
  const input = parseInput(createWebhookInput, raw);
  allow(ctx, 'webhooks:write');
  const secret = newWebhookSecret();
  const { answer, replayed } = await once<{ id: string }>(
    ctx,
    { operation: 'createWebhook', input },
    async (transaction) => {
      const url = await receiverUrl(ctx, input.url);
      return transaction((tx) => insert(ctx, tx, { ...input, url }, secret));
    },
  );
  return { id: answer.id, secret: replayed ? null : secret };
}

async function insert(ctx: Ctx, tx: Sql, input: z.output<typeof createWebhookInput>, secret: string) {
  const { tenantId } = ctx.actor;
  const id = newId();
  // Everything that commits from here on stands behind this place. Its row's lock also settles how many webhooks there are.
  await tx.query(
    `insert into webhook_positions (tenant_id, xid, event_id) values ($1, pg_snapshot_xmin(pg_current_snapshot()), 0)
     on conflict (tenant_id) do update set event_id = webhook_positions.event_id`,
    [tenantId],
  );
  const rows = await tx.query(
    `insert into webhooks (tenant_id, id, name, url, events, enabled, sealed_secret)
     select $1, $2, $3, $4, $5, $6, $7 where (select count(*) from webhooks where tenant_id = $1) < $8 returning 1`,
    [
      tenantId,
      id,
      input.name,
      input.url,
      input.events,
      input.enabled,
      ctx.sealed.seal(secret, webhookSecretContext(tenantId, id)),
      WEBHOOKS_MAX,
    ],
  );
  if (rows.length === 0) {
    throw new DomainError('too_many_webhooks', `A tenant has at most ${WEBHOOKS_MAX} webhooks. Delete one first.`);
  }
  const { name, url, events, enabled } = input;
  await appendAudit(tx, ctx.actor, {
    action: 'webhook.created',
    subjectKind: 'webhook',
    subjectId: id,
    detail: { after: { name, url, events, enabled } },
  });
  return { id };
}
