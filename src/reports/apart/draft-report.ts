import type { TenantApp } from '#src/platform/context.ts';
import { FORMATS } from '#src/reports/formats/formats.ts';
import type { AskedReport } from '#src/reports/read-head.ts';
import type { ReportFormatName } from '#src/reports/report-format.ts';
import type { ReportHead } from '#src/reports/report-model.ts';
import { type ArtifactDraft, draftArtifact } from '#src/reports/storage/draft-artifact.ts';
import { withReportModel } from '#src/reports/with-report-model.ts';

/** A report to write into the file `path`. */
export type DraftTask = { asked: AskedReport; format: ReportFormatName; path: string };

/** What has been written: the file, and of the report what its signature and its row tell. */
export type DraftedReport = ArtifactDraft & Pick<ReportHead, 'generatedAt' | 'audit' | 'tenant'> & { findings: number };

/** How far it is: so many of the findings are written. */
export type DraftProgress = { findings: number; total: number };

type Deps = Pick<TenantApp, 'config' | 'clock' | 'db' | 'sealed'>;

/**
 * Reads a report and writes it.
 *
 * @throws DomainError for what cannot be written, however often it is tried: `framework_unknown`, `edition_unknown`, `report_failed`
 */
export async function draftReport(
  app: Deps,
  { asked, format, path }: DraftTask,
  tell: (progress: DraftProgress) => void,
): Promise<DraftedReport> {
  const { attempts, once, load } = FORMATS[format];
  const { write } = await load(app);
  // Nobody stops it from inside: who does not want the report any more ends the process.
  const { signal } = new AbortController();
  return withReportModel(app, asked, { attempts, once }, async (model) => {
    const { generatedAt, audit, tenant, summary } = model.head;
    const { total } = summary;
    tell({ findings: 0, total });
    const owner = { tenantId: asked.tenantId, reportId: asked.id };
    const draft = await draftArtifact(app, owner, path, (sink) =>
      write(model, sink, (findings) => tell({ findings, total }), signal),
    );
    return { ...draft, generatedAt, audit, tenant, findings: total };
  });
}
