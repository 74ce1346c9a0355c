import type { Scope } from '#src/access/scopes.ts';
import type { App } from '#src/platform/context.ts';
import { formatId, type IdKind, kindOf, PREFIX } from '#src/platform/ids.ts';
import { SAMPLE_UUID } from '#src/server/rest/identifiers.ts';
import { type SeededTenant, seed } from './seed.ts';
import { seedAutomation } from './seed-automation.ts';
import { seedDlpRule } from './seed-dlp.ts';
import { seedReport } from './seed-report.ts';

/** A tenant with one of everything that `/api/v2` knows, and a token that may do anything with it. */
export type RestWorld = {
  tenant: SeededTenant;
  token: string;
  ids: Partial<Record<IdKind, string>>;
  /** A text or value with each id of an example put in the place of what the tenant has of that kind. */
  real: <Value>(value: Value) => Value;
};

/** What has to be there for an example to be worth sending. The scan has ended unless it is asked for otherwise. */
export async function restWorld(
  app: App,
  options: { scan?: 'queued' | 'completed'; scopes?: Scope[] } = {},
): Promise<RestWorld> {
  const tenant = await seed(app).tenant();
  const token = await tenant.token(options.scopes ? { scopes: options.scopes } : {});
  const target = await tenant.target();
  const scan = await tenant.scan({ target, status: options.scan ?? 'completed', attempts: 1 });
  const finding = await scan.finding();
  await scan.activity(finding);
  const member = await tenant.member('Ada', 'member');
  const invitation = await tenant.invitation();
  await tenant.secret('upstream_llm_key');
  const spare = await tenant.token();
  const { webhook, delivery, schedule } = await seedAutomation(tenant, { target, scan, token, userId: member.userId });
  const [report, dlpRule] = [await seedReport(tenant), await seedDlpRule(tenant)];
  const ids: RestWorld['ids'] = {
    endpoint: target.publicId,
    target: formatId('target', target.id),
    scan: scan.publicId,
    finding: finding.publicId,
    membership: member.publicId,
    invitation: invitation.publicId,
    token: spare.publicId,
    webhook: webhook.publicId,
    delivery: delivery.publicId,
    schedule: schedule.publicId,
    report: report.publicId,
    dlp_rule: dlpRule.publicId,
  };
  return { tenant, token: token.text, ids, real: (value) => withIds(value, ids) };
}

const SAMPLES = Object.keys(PREFIX).map((kind) => formatId(kind as IdKind, SAMPLE_UUID));

function withIds<Value>(value: Value, ids: RestWorld['ids']): Value {
  let text = JSON.stringify(value);
  for (const sample of SAMPLES) text = text.replaceAll(sample, ids[kindOf(sample)!] ?? sample);
  return JSON.parse(text) as Value;
}
