import { appendAudit } from '#src/audit/append-audit.ts';
import type { TenantApp } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { retryDelayMs } from './retry-delay.ts';
import type { AttemptResult, DueDelivery } from './send-delivery.ts';

/**
 * Writes down what came of an attempt: delivered, due again later, or given up. An attempt that somebody else has repeated meanwhile changes the
 * delivery no more; that it was made is kept.
 */
export async function recordAttempt(
  app: Pick<TenantApp, 'db'>,
  due: DueDelivery,
  result: AttemptResult,
): Promise<void> {
  await app.db.transaction(async (tx) => {
    const delay = retryDelayMs(due.attempt, result.retryAfterMs);
    const [row] = await tx.query<{ state: string }>(
      `update webhook_deliveries set lease_until = null,
         state = case when $4 then 'delivered'::delivery_state when give_up_at < clock_timestamp() + $5 * interval '1 millisecond' then 'failed' else 'pending' end,
         delivered_at = case when $4 then clock_timestamp() end,
         next_attempt_at = case when not $4 and give_up_at >= clock_timestamp() + $5 * interval '1 millisecond' then clock_timestamp() + $5 * interval '1 millisecond' end
       where tenant_id = $1 and id = $2 and attempt_count = $3 and state = 'pending' returning state`,
      [due.tenantId, due.id, due.attempt, result.delivered, delay],
    );
    await keepAttempt(tx, due, result);
    await tx.query(
      `update webhooks set failing_since = case when $3 then null else coalesce(failing_since, now()) end
       where tenant_id = $1 and id = $2 and (failing_since is null) <> $3`,
      [due.tenantId, due.webhookId, result.delivered],
    );
    if (row && row.state !== 'pending') await auditEnd(tx, due, result);
  });
}

/** The delivery, and with it the webhook, may have been deleted meanwhile: then there is nothing to keep. */
async function keepAttempt(tx: Sql, due: DueDelivery, result: AttemptResult): Promise<void> {
  await tx.query(
    `insert into webhook_attempts (tenant_id, delivery_id, number, http_status, failure, latency_ms, excerpt)
     select d.tenant_id, d.id, $3, $4, $5, $6, $7 from webhook_deliveries d where d.tenant_id = $1 and d.id = $2 for key share
     on conflict (tenant_id, delivery_id, number) do nothing`,
    [due.tenantId, due.id, due.attempt, result.httpStatus, result.failure, result.latencyMs, result.excerpt],
  );
}

async function auditEnd(tx: Sql, due: DueDelivery, result: AttemptResult): Promise<void> {
  await appendAudit(
    tx,
    { tenantId: due.tenantId },
    {
      action: result.delivered ? 'webhook.delivered' : 'webhook.delivery_failed',
      subjectKind: 'webhook_delivery',
      subjectId: due.id,
      result: result.delivered ? 'success' : 'failure',
      detail: {
        webhookId: due.webhookId,
        event: due.event,
        attempts: due.attempt,
        httpStatus: result.httpStatus,
        failure: result.failure,
      },
    },
  );
}
