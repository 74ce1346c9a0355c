import { tenantMapping } from '#src/frameworks/tenant-mapping.ts';
import type { TenantApp } from '#src/platform/context.ts';
import { PageFile } from './page-file.ts';
import { readAttempts, reviveAttempt } from './read-attempts.ts';
import { findingReviver, type KeptFinding, readFindings } from './read-findings.ts';
import { type AskedReport, readHead } from './read-head.ts';
import type { ReportAttempt, ReportHead, ReportModel } from './report-model.ts';
import { findingsIn } from './report-scope.ts';
import { inSnapshot, type Snapshot } from './report-snapshot.ts';
import { draftsOf } from './storage/keep-artifact.ts';

type Deps = Pick<TenantApp, 'config' | 'clock' | 'db'>;

export type ModelOptions = {
  /** Whether the format has them: where not, there are none. */
  attempts: boolean;
  /**
   * Whether the format walks the findings once and then the attempts once, quickly. They come from the database while they are written then. For all
   * others they are read into nameless files first: no transaction waits for layout, and they can be walked again.
   */
  once: boolean;
};

/**
 * Works with the model of a report. All of it is of one moment: it is read in one transaction. Memory does not grow with the number of findings or
 * attempts.
 *
 * @throws DomainError `framework_unknown`, `edition_unknown`
 */
export async function withReportModel<T>(
  app: Deps,
  asked: AskedReport,
  options: ModelOptions,
  work: (model: ReportModel) => Promise<T>,
): Promise<T> {
  if (options.once)
    return inSnapshot(app, asked.tenantId, async (snapshot) => {
      const { head, findings, attempts, revive } = await readIn(app, snapshot, asked, options);
      return work({
        head,
        findings: () => rowsOf(findings(), revive),
        attempts: () => rowsOf(attempts(), (row) => row),
      });
    });
  await using opened = new AsyncDisposableStack();
  const folder = draftsOf(app);
  const kept = opened.use(await PageFile.make<KeptFinding>(folder));
  const attempted = opened.use(await PageFile.make<ReportAttempt>(folder));
  const { head, revive } = await inSnapshot(app, asked.tenantId, async (snapshot) => {
    const reading = await readIn(app, snapshot, asked, options);
    for await (const page of reading.findings()) await kept.append(page);
    for await (const page of reading.attempts()) await attempted.append(page);
    return reading;
  });
  return await work({
    head,
    findings: () => rowsOf(kept.read(), revive),
    attempts: () => rowsOf(attempted.read(), reviveAttempt),
  });
}

type Reading = {
  head: ReportHead;
  findings(): AsyncGenerator<KeptFinding[]>;
  attempts(): AsyncGenerator<ReportAttempt[]>;
  revive: ReturnType<typeof findingReviver>;
};

async function readIn(
  { config }: Deps,
  snapshot: Snapshot,
  asked: AskedReport,
  { attempts }: ModelOptions,
): Promise<Reading> {
  const { tenantId, scope, frameworks } = asked;
  const mapping = await tenantMapping(snapshot.ctx, tenantId, scope.editions);
  const conditions = findingsIn(tenantId, scope, { frameworks, mapping });
  const { head, scanIds } = await readHead(snapshot, asked, mapping, conditions);
  return {
    head,
    findings: () => readFindings(snapshot.tx, conditions, config.publicUrl ?? ''),
    attempts: () => readAttempts(snapshot.tx, tenantId, attempts ? scanIds : []),
    revive: findingReviver(mapping),
  };
}

async function* rowsOf<Kept, Row>(pages: AsyncGenerator<Kept[]>, make: (kept: Kept) => Row): AsyncGenerator<Row> {
  for await (const page of pages) for (const row of page) yield make(row);
}
