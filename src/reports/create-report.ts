import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { once } from '#src/platform/idempotency.ts';
import { newUnguessableId } from '#src/platform/ids.ts';
import { parseInput } from '#src/platform/parse.ts';
import { storableText } from '#src/platform/storable.ts';
import { writeReportJob } from './jobs.ts';
import { REPORT_FORMATS, type ReportFormatName } from './report-format.ts';
import { checkFrameworks, checkScope, reportScopeInput, type StoredScope } from './report-scope.ts';

export const createReportInput = z.strictObject({
  title: z.string().trim().min(1).max(200),
  format: z.enum(REPORT_FORMATS),
  /** Absent or empty: all six. */
  frameworks: z.array(z.string().max(50)).max(50).nullish(),
  scope: reportScopeInput.nullish(),
  /** Where not the tenant's own. */
  editions: z
    .array(z.strictObject({ framework: z.string().max(50), edition: z.string().max(50) }))
    .max(20)
    .nullish(),
});

/** As it was right after it was asked for; `queuedAt` in ISO 8601. */
export type CreatedReport = { id: string; format: ReportFormatName; queuedAt: string };

/**
 * Puts a report on its queue. What it covers is what there is when a worker begins with it. It tells of findings: whoever may generate reports may
 * have them written; reading one takes `reports:read`.
 *
 * @throws DomainError `invalid_input`, `missing_scope` without `reports:generate`, `framework_unknown`, `edition_unknown`, `scope_invalid`,
 *   `not_found` for a target or scan, and what `once` throws
 */
export async function createReport(ctx: Ctx, raw: z.input<typeof createReportInput>): Promise<CreatedReport> {
  const input = parseInput(createReportInput, raw);
  allow(ctx, 'reports:generate');
  const { answer } = await once<CreatedReport>(ctx, { operation: 'createReport', input }, async (transaction) => {
    const frameworks = checkFrameworks(input.frameworks ?? []);
    const scope = await checkScope(ctx, input.scope ?? {}, input.editions ?? []);
    const report = { title: storableText(input.title), format: input.format, frameworks, scope };
    return transaction((tx) => insert(ctx, tx, report));
  });
  return answer;
}

type NewReport = { title: string; format: ReportFormatName; frameworks: string[]; scope: StoredScope };

async function insert(ctx: Ctx, tx: Sql, { title, format, frameworks, scope }: NewReport): Promise<CreatedReport> {
  const { tenantId, tokenId, userId } = ctx.actor;
  const id = newUnguessableId();
  const queuedAt = new Date(ctx.clock.now()).toISOString();
  await tx.query(
    `insert into reports (tenant_id, id, title, format, frameworks, scope, requested_token_id, requested_user_id, queued_at)
     values ($1, $2, $3, $4::report_format, $5, $6, $7, $8, $9)`,
    [tenantId, id, title, format, frameworks, JSON.stringify(scope), tokenId, userId, queuedAt],
  );
  await appendAudit(tx, ctx.actor, {
    action: 'report.created',
    subjectKind: 'report',
    subjectId: id,
    detail: { after: { title, format, frameworks, scope } },
  });
  await ctx.queue.enqueue(writeReportJob, { tenantId, reportId: id }, tx);
  return { id, format, queuedAt };
}
