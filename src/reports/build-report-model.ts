import { join } from 'node:path';
import { tenantMapping } from '#src/frameworks/tenant-mapping.ts';
import type { TenantApp } from '#src/platform/context.ts';
import { PageFile } from './page-file.ts';
import { readAttempts } from './read-attempts.ts';
import { readFindings, reviveFinding } from './read-findings.ts';
import { type AskedReport, readHead } from './read-head.ts';
import type { ReportModel } from './report-model.ts';
import { findingsIn } from './report-scope.ts';
import { inSnapshot } from './report-snapshot.ts';

/**
 * The model of a report. Its head and its findings are of one moment, the one at which this was called: they are read in one transaction, the
 * findings into a nameless file, so that a slow writer neither holds that transaction nor sees what changes meanwhile. Attempts are read when they
 * are asked for. Memory does not grow with the number of either. Dispose of it when the report is written.
 *
 * @throws DomainError `framework_unknown`, `edition_unknown`
 */
export async function buildReportModel(
  app: TenantApp,
  asked: AskedReport,
  signal?: AbortSignal,
): Promise<ReportModel & AsyncDisposable> {
  const { tenantId, scope, frameworks } = asked;
  await using opened = new AsyncDisposableStack();
  const folder = join(app.config.dataDir, 'artifacts', 'drafts');
  const findings = opened.use(await PageFile.make(folder, reviveFinding));
  const { head, scanIds } = await inSnapshot(app, tenantId, async (snapshot) => {
    const mapping = await tenantMapping(snapshot.ctx, tenantId, scope.editions);
    const conditions = findingsIn(tenantId, scope, frameworks);
    const read = await readHead(snapshot, asked, mapping, conditions);
    const shown = { mapping, publicUrl: app.config.publicUrl ?? '' };
    for await (const page of readFindings(snapshot.tx, conditions, shown)) {
      signal?.throwIfAborted();
      await findings.append(page);
    }
    return read;
  });
  const owned = opened.move();
  return {
    head,
    findings: () => findings.read(),
    attempts: () => readAttempts(app.db, tenantId, scanIds),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
