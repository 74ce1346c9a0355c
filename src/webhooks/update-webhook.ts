import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { parseInput } from '#src/platform/parse.ts';
import { receiverUrl, webhookFields } from './webhook-fields.ts';

/** Absent members stay as they are. */
export const updateWebhookInput = z.strictObject({
  name: webhookFields.name.optional(),
  url: webhookFields.url.optional(),
  events: webhookFields.events.optional(),
  enabled: webhookFields.enabled.optional(),
});

type Shown = { name: string; url: string; events: string[]; enabled: boolean };

/**
 * Changes a webhook. While it is disabled it is told nothing and nothing is kept for it; what was due before is sent when it is enabled
 * again within its 24 hours.
 *
 * @throws DomainError `invalid_input`, `missing_scope`, `not_found`, `invalid_url`, `private_address`
 */
export async function updateWebhook(
  ctx: Ctx,
  publicId: string,
  raw: z.input<typeof updateWebhookInput>,
): Promise<{ id: string }> {
  const input = parseInput(updateWebhookInput, raw);
  allow(ctx, 'webhooks:write');
  const key = [ctx.actor.tenantId, parseId('webhook', publicId)] as const;
  const url = input.url === undefined ? undefined : await receiverUrl(ctx, input.url);
  await ctx.db.transaction(async (tx) => {
    const [before] = await tx.query<Shown>(
      'select name, url, events, enabled from webhooks where tenant_id = $1 and id = $2 for update',
      key,
    );
    if (!before) throw notFound('webhook');
    const given = Object.fromEntries(Object.entries({ ...input, url }).filter(([, value]) => value !== undefined));
    const after: Shown = { ...before, ...given };
    await tx.query(
      `update webhooks set name = $3, url = $4, events = $5, enabled = $6, updated_at = now(),
         told_after = case when $6 and not enabled then pg_current_snapshot() else told_after end
       where tenant_id = $1 and id = $2`,
      [...key, after.name, after.url, after.events, after.enabled],
    );
    await appendAudit(tx, ctx.actor, {
      action: 'webhook.updated',
      subjectKind: 'webhook',
      subjectId: key[1],
      detail: { before, after },
    });
  });
  return { id: key[1] };
}
