import { tenantSettings } from '#src/access/tenant-settings.ts';
import type { TenantApp } from '#src/platform/context.ts';
import { isDomainError } from '#src/platform/errors.ts';
import { formatId } from '#src/platform/ids.ts';
import type { DraftedReport } from './apart/draft-report.ts';
import type { ReportWriters } from './apart/report-writers.ts';
import {
  CLAIMS_MAX,
  type ClaimedReport,
  claimReport,
  placeReport,
  ReportLost,
  releaseReport,
  tell,
  wake,
} from './claim-report.ts';
import type { ReportKey } from './jobs.ts';
import { keepProgress } from './keep-progress.ts';
import { storedScope } from './report-scope.ts';
import { signReport } from './report-signature.ts';
import { StorageFailed } from './storage/artifact-storage.ts';
import { type Kept, keepArtifact } from './storage/keep-artifact.ts';
import { storageOf } from './storage/storage-of.ts';

/** How long an artifact is kept where the tenant has not said. */
export const RETENTION_DAYS = 365;

/**
 * Writes one report, from `queued` to `ready` or `failed`. Safe to run twice and at once: only the worker with the last claim finishes it, and what
 * another one wrote is removed. A failure that may pass is tried again; a refusal is not.
 *
 * @throws what may pass, for the queue to try again
 */
export async function writeReport(
  app: TenantApp,
  writers: ReportWriters,
  key: ReportKey,
  signal: AbortSignal,
): Promise<void> {
  const report = await claimReport(app, key);
  if (!report) return;
  try {
    await write(app, writers, report, signal);
  } catch (error) {
    if (error instanceof ReportLost) return;
    if (isDomainError(error)) return await fail(app, report, error.code, error.message);
    if (!signal.aborted && report.claims >= CLAIMS_MAX) {
      app.log.error({ err: error, reportId: report.id, tenantId: report.tenantId }, 'report failed');
      return await fail(app, report, ...reasonOf(error));
    }
    await releaseReport(app, report, { failed: !signal.aborted });
    throw error;
  }
}

function reasonOf(error: unknown): [code: string, sentence: string] {
  if (error instanceof StorageFailed)
    return [
      'storage_failed',
      'Its file could not be stored. Ask for it again when the operator has mended the storage of artifacts.',
    ];
  return ['internal', 'It could not be written. Ask for it again; if it fails again, tell the operator its id.'];
}

async function write(app: TenantApp, writers: ReportWriters, report: ClaimedReport, outer: AbortSignal): Promise<void> {
  await using progress = keepProgress(app, report, outer);
  const { signal } = progress;
  const asked = { ...report, scope: storedScope.parse(report.scope) };
  if (report.storageKey) await storageOf(app).remove(report.storageKey);
  const owner = { tenantId: report.tenantId, reportId: report.id };
  const kept = await keepArtifact(app, owner, {
    draft: (path) => writers.draft(app, { asked, format: report.format, path }, progress.tell, signal),
    place: (storageKey) => placeReport(app, report, storageKey),
  });
  if (await finish(app, report, kept)) return;
  await storageOf(app).remove(kept.storageKey);
}

/** Whether the report was still this worker's. */
async function finish(app: TenantApp, report: ClaimedReport, kept: Kept<DraftedReport>): Promise<boolean> {
  const { tenantId, id, claims } = report;
  const { retentionDays } = await tenantSettings(app, tenantId);
  const signature = await signReport(app, {
    type: 'tribunal.report.v1',
    report_id: formatId('report', id),
    tenant_slug: kept.tenant.slug,
    format: report.format,
    generated_at: kept.generatedAt.toISOString(),
    size: kept.size,
    sha256: kept.sha256,
    audit_head: kept.audit,
  });
  const finished = await app.db.transaction(async (tx) => {
    const rows = await tx.query(
      `update reports set status = 'ready', progress = 100, stage = null, lease_until = null, storage_key = $4, size = $5, sha256 = $6,
         signature = $7, finding_count = $8, ready_at = now(), expires_at = now() + $9 * interval '1 day'
       where tenant_id = $1 and id = $2 and claims = $3 and status = 'running' returning 1`,
      [
        tenantId,
        id,
        claims,
        kept.storageKey,
        kept.size,
        kept.sha256,
        JSON.stringify(signature),
        kept.findings,
        retentionDays.reports ?? RETENTION_DAYS,
      ],
    );
    if (rows.length === 0) return false;
    await tell(tx, tenantId, id, 'ready', { sha256: kept.sha256, size: kept.size, findings: kept.findings });
    return true;
  });
  wake(app, { tenantId, reportId: id });
  return finished;
}

async function fail(
  app: TenantApp,
  { tenantId, id, claims }: ClaimedReport,
  code: string,
  sentence: string,
): Promise<void> {
  await app.db.transaction(async (tx) => {
    const rows = await tx.query(
      `update reports set status = 'failed', stage = null, lease_until = null, failure_code = $4, failure = $5
       where tenant_id = $1 and id = $2 and claims = $3 and status = 'running' returning 1`,
      [tenantId, id, claims, code, sentence],
    );
    if (rows.length > 0) await tell(tx, tenantId, id, 'failed', { failureCode: code });
  });
  wake(app, { tenantId, reportId: id });
}
