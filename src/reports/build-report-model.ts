import { tenantMapping } from '#src/frameworks/tenant-mapping.ts';
import type { TenantApp } from '#src/platform/context.ts';
import { PageFile } from './page-file.ts';
import { readAttempts, reviveAttempt } from './read-attempts.ts';
import { findingReviver, type KeptFinding, readFindings } from './read-findings.ts';
import { type AskedReport, readHead } from './read-head.ts';
import type { ReportModel } from './report-model.ts';
import { findingsIn } from './report-scope.ts';
import { inSnapshot } from './report-snapshot.ts';
import { draftsOf } from './storage/keep-artifact.ts';

/**
 * The model of a report. All of it is of one moment, the one at which this was called: it is read in one transaction, findings and attempts into
 * nameless files, so that a slow writer neither holds that transaction nor sees what changes meanwhile. Memory does not grow with the number of
 * either. Dispose of it when the report is written.
 *
 * @param options.attempts whether the format has them: where not, there are none
 *
 * @throws DomainError `framework_unknown`, `edition_unknown`
 */
export async function buildReportModel(
  app: Pick<TenantApp, 'config' | 'clock' | 'db'>,
  asked: AskedReport,
  options: { attempts: boolean; signal?: AbortSignal },
): Promise<ReportModel & AsyncDisposable> {
  const { tenantId, scope, frameworks } = asked;
  await using opened = new AsyncDisposableStack();
  const folder = draftsOf(app);
  let revive: ReturnType<typeof findingReviver>;
  const findings = opened.use(await PageFile.make(folder, (kept: KeptFinding) => revive(kept)));
  const attempts = opened.use(await PageFile.make(folder, reviveAttempt));
  const head = await inSnapshot(app, tenantId, async (snapshot) => {
    const mapping = await tenantMapping(snapshot.ctx, tenantId, scope.editions);
    const conditions = findingsIn(tenantId, scope, { frameworks, mapping });
    const read = await readHead(snapshot, asked, mapping, conditions);
    revive = findingReviver(mapping);
    for await (const page of readFindings(snapshot.tx, conditions, app.config.publicUrl ?? '')) {
      options.signal?.throwIfAborted();
      await findings.append(page);
    }
    for await (const page of readAttempts(snapshot.tx, tenantId, options.attempts ? read.scanIds : [])) {
      options.signal?.throwIfAborted();
      await attempts.append(page);
    }
    return read.head;
  });
  const owned = opened.move();
  return {
    head,
    findings: () => findings.read(),
    attempts: () => attempts.read(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
