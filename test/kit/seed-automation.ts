import { appendAudit } from '#src/audit/append-audit.ts';
import { formatId, newId } from '#src/platform/ids.ts';
import { webhookSecretContext } from '#src/webhooks/webhook-secret.ts';
import type { Seeded, SeededTenant } from './seed.ts';

/** What acts by itself in a tenant, and what the audit log says of it: a webhook with a delivery, a schedule, and a row that all of them are in. */
export async function seedAutomation(
  tenant: SeededTenant,
  of: { target: Seeded; scan: Seeded; token: Seeded; userId: string },
): Promise<{ webhook: Seeded; delivery: Seeded; schedule: Seeded; audit: Seeded; user: Seeded }> {
  const [webhook, delivery, schedule] = [newId(), newId(), newId()];
  const { system, sealed } = tenant.app;
  await system.query(
    `insert into webhooks (tenant_id, id, name, url, sealed_secret) values ($1, $2, 'Theirs', 'http://127.0.0.1:9/', $3)`,
    [tenant.id, webhook, sealed.seal('whsec_theirs', webhookSecretContext(tenant.id, webhook))],
  );
  await system.query(
    `insert into webhook_deliveries (tenant_id, id, webhook_id, event, body, state, next_attempt_at, give_up_at)
     values ($1, $2, $3, 'webhook.test', '{}', 'failed', null, now())`,
    [tenant.id, delivery, webhook],
  );
  await system.query(
    `insert into schedules (tenant_id, id, target_id, name, cron, time_zone) values ($1, $2, $3, 'Theirs', '0 3 * * *', 'UTC')`,
    [tenant.id, schedule, of.target.id],
  );
  const actor = { tenantId: tenant.id, tokenId: of.token.id, userId: of.userId, scheduleId: schedule };
  await system.transaction((tx) =>
    appendAudit(tx, actor, { action: 'scan.started', subjectKind: 'scan', subjectId: of.scan.id, event: null }),
  );
  const [row] = await system.query<{ id: string }>(
    'select id from audit_events where tenant_id = $1 order by sequence desc limit 1',
    [tenant.id],
  );
  return {
    webhook: { id: webhook, publicId: formatId('webhook', webhook) },
    delivery: { id: delivery, publicId: formatId('delivery', delivery) },
    schedule: { id: schedule, publicId: formatId('schedule', schedule) },
    audit: { id: row!.id, publicId: formatId('audit', row!.id) },
    user: { id: of.userId, publicId: formatId('user', of.userId) },
  };
}
