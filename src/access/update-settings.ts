import { z } from 'zod';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { parseInput } from '#src/platform/parse.ts';
import { allow } from './scopes.ts';
import {
  OWASP_LLM_EDITIONS,
  RETENTION_COLUMN,
  RETENTION_KINDS,
  type TenantSettings,
  tenantSettings,
} from './tenant-settings.ts';

const days = z.int().min(1).max(36_500).nullish();

export const updateSettingsInput = z.strictObject({
  /** Null: the installation's default again. Absent: as it is. The same for each member. */
  judgeConfidenceThreshold: z.number().min(0).max(1).nullish(),
  owaspLlmEdition: z.literal(OWASP_LLM_EDITIONS).nullish(),
  retentionDays: z
    .strictObject({ events: days, answers: days, scans: days, reports: days, traces: days, audit: days })
    .optional(),
});

/** Changes what the tenant decides for itself. It holds from the next piece of work on. */
export async function updateSettings(ctx: Ctx, raw: z.input<typeof updateSettingsInput>): Promise<TenantSettings> {
  const input = parseInput(updateSettingsInput, raw);
  allow(ctx, 'settings:write');
  const { tenantId } = ctx.actor;
  const wanted: [column: string, value: number | null | undefined][] = [
    ['judge_confidence_threshold', input.judgeConfidenceThreshold],
    ['owasp_llm_edition', input.owaspLlmEdition],
    ...RETENTION_KINDS.map((kind): [string, number | null | undefined] => [
      RETENTION_COLUMN[kind],
      input.retentionDays?.[kind],
    ]),
  ];
  const changes = wanted.filter(([, value]) => value !== undefined);
  return ctx.db.transaction(async (tx) => {
    const here = { ...ctx, db: tx };
    await tx.query('insert into tenant_settings (tenant_id) values ($1) on conflict (tenant_id) do nothing', [
      tenantId,
    ]);
    await tx.query('select 1 from tenant_settings where tenant_id = $1 for update', [tenantId]);
    const before = await tenantSettings(here, tenantId);
    if (changes.length === 0) return before;
    const assignments = changes.map(([column], i) => `${column} = $${i + 2}`);
    await tx.query(`update tenant_settings set ${assignments.join(', ')}, updated_at = now() where tenant_id = $1`, [
      tenantId,
      ...changes.map(([, value]) => value),
    ]);
    const after = await tenantSettings(here, tenantId);
    const entry = { action: 'settings.updated', subjectKind: 'tenant', subjectId: tenantId, detail: { before, after } };
    await appendAudit(tx, ctx.actor, entry);
    return after;
  });
}
