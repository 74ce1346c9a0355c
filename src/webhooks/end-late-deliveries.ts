import { draftOf } from '#src/audit/append-audit.ts';
import { appendRows } from '#src/audit/append-rows.ts';
import type { App } from '#src/platform/context.ts';

type Ended = { id: string; webhookId: string; event: string; attempts: number };

const LATE = `state = 'pending' and give_up_at < now() and (lease_until is null or lease_until < now())`;

/** Ends, at most `limit` of them, what nobody sent in its time: its webhook is disabled, or no worker ran. The audit log tells each. */
export async function endLateDeliveries(app: App, limit: number): Promise<void> {
  const tenants = await app.system.query<{ tenantId: string; late: number }>(
    `select tenant_id as "tenantId", count(*)::int as late from (
       select tenant_id from webhook_deliveries where ${LATE} order by next_attempt_at limit $1
     ) old group by tenant_id`,
    [limit],
  );
  for (const { tenantId, late } of tenants) await endOf(app, tenantId, late);
}

/** A transaction for each tenant, whose chain it holds until its end. */
function endOf(app: App, tenantId: string, limit: number): Promise<void> {
  return app.system.transaction(async (tx) => {
    const ended = await tx.query<Ended>(
      `update webhook_deliveries d set state = 'failed', next_attempt_at = null, lease_until = null from (
         select id from webhook_deliveries where tenant_id = $1 and ${LATE} order by next_attempt_at limit $2 for update skip locked
       ) old where d.tenant_id = $1 and d.id = old.id
       returning d.id, d.webhook_id as "webhookId", d.event, d.attempt_count as attempts`,
      [tenantId, limit],
    );
    const drafts = ended.map(({ id, ...rest }) =>
      draftOf(
        { tenantId },
        {
          action: 'webhook.delivery_failed',
          subjectKind: 'webhook_delivery',
          subjectId: id,
          result: 'failure',
          detail: { ...rest, httpStatus: null, failure: 'not_sent_in_time' },
        },
        new Date(),
      ),
    );
    if (drafts.length > 0) await appendRows(tx, tenantId, drafts);
  });
}
