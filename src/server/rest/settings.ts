import { z } from 'zod';
import {
  OWASP_LLM_EDITIONS,
  RETENTION_KINDS,
  type RetentionKind,
  type TenantSettings,
  tenantSettings,
} from '#src/access/tenant-settings.ts';
import { updateSettings } from '#src/access/update-settings.ts';
import { changing, checkIfMatch } from './answer.ts';
import { type Row, row } from './row.ts';

const days = z.int().min(1).max(36_500).nullable();
const retention = z.strictObject(
  Object.fromEntries(RETENTION_KINDS.map((kind) => [kind, days])) as Record<RetentionKind, typeof days>,
);

const settings = z
  .strictObject({
    judge_confidence_threshold: z.number().min(0).max(1).describe('A verdict below it waits for a person.'),
    owasp_llm_edition: z.literal(OWASP_LLM_EDITIONS).describe('The edition that findings are mapped to.'),
    retention_days: retention.describe('Days after which what is older goes. Null: it stays.'),
  })
  .meta({ id: 'Settings' });

const changes = z
  .strictObject({
    judge_confidence_threshold: settings.shape.judge_confidence_threshold.nullable(),
    owasp_llm_edition: settings.shape.owasp_llm_edition.nullable(),
    retention_days: retention.partial(),
  })
  .partial()
  .meta({ id: 'SettingsChanges', description: 'Absent: as it is. Null: the installation’s default again.' });

const one = { path: '/settings', tag: 'Access', answer: settings, etag: true } as const;

export const SETTINGS_ROWS: readonly Row[] = [
  row({
    ...one,
    method: 'GET',
    id: 'getSettings',
    summary: 'What holds for the tenant',
    scope: null,
    example: {},
    handle: async (ctx) => show(await tenantSettings(ctx, ctx.actor.tenantId)),
  }),
  row({
    ...one,
    method: 'PATCH',
    id: 'updateSettings',
    summary: 'Change what the tenant decides for itself',
    scope: 'settings:write',
    body: changes,
    errors: ['precondition_failed'],
    example: { body: { judge_confidence_threshold: 0.7, retention_days: { answers: 90 } } },
    async handle(ctx, { body, request }) {
      const wanted = {
        judgeConfidenceThreshold: body.judge_confidence_threshold,
        owaspLlmEdition: body.owasp_llm_edition,
        retentionDays: body.retention_days,
      };
      return changing(ctx, request, { table: 'tenant_settings' }, async (guarded) => {
        checkIfMatch(request, show(await tenantSettings(ctx, ctx.actor.tenantId)));
        return show(await updateSettings(guarded, wanted));
      });
    },
  }),
];

function show(found: TenantSettings): z.input<typeof settings> {
  return {
    judge_confidence_threshold: found.judgeConfidenceThreshold,
    owasp_llm_edition: found.owaspLlmEdition,
    retention_days: found.retentionDays,
  };
}
