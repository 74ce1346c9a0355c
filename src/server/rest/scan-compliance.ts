import { z } from 'zod';
import { scanCompliance } from '#src/findings/scan-compliance.ts';
import { formatId } from '#src/platform/ids.ts';
import { SEVERITY } from './finding-shape.ts';
import { severityCounts, showCounts } from './framework-shape.ts';
import { shownId } from './identifiers.ts';
import { type Row, row } from './row.ts';
import { oneScan } from './scans.ts';

const touched = z.strictObject({
  ref: z.string(),
  local_id: z.string(),
  title: z.string(),
  finding_count: z.int(),
  severities: severityCounts,
  finding_ids: z.array(shownId),
});

const compliance = z
  .strictObject({
    scan_id: z.uuid(),
    target_kind: z.string(),
    frameworks: z.array(
      z.strictObject({
        slug: z.string(),
        edition: z.string(),
        controls_touched: z.int(),
        controls_total: z.int(),
        controls: z
          .array(touched)
          .describe('Those that findings of the scan touch. Not being here is no pass: see /coverage.'),
      }),
    ),
    totals: z.strictObject({ findings: z.int(), controls_touched: z.int() }),
    findings: z.array(
      z.strictObject({
        id: shownId,
        title: z.string(),
        severity: SEVERITY,
        probe_id: z.string(),
        risks: z.array(z.string()),
        framework_refs: z.record(z.string(), z.array(z.string())),
      }),
    ),
  })
  .meta({ id: 'ScanCompliance' });

export const SCAN_COMPLIANCE_ROWS: readonly Row[] = [
  row({
    ...oneScan,
    method: 'GET',
    path: '/scans/{id}/compliance',
    id: 'getScanCompliance',
    summary: 'What a scan found, by the controls of all frameworks',
    description: 'Needs `findings:read` too. Findings that somebody accepted or called false are left out.',
    scope: 'scans:read',
    also: ['findings:read'],
    answer: compliance,
    async handle(ctx, { params }) {
      const found = await scanCompliance(ctx, params.id);
      return {
        scan_id: found.scanId,
        target_kind: found.targetKind,
        frameworks: found.frameworks.map(({ slug, edition, touched: count, total, controls }) => ({
          slug,
          edition,
          controls_touched: count,
          controls_total: total,
          controls: controls.map(({ ref, localId, title, count: findings, severities, findingIds }) => ({
            ref,
            local_id: localId,
            title,
            finding_count: findings,
            severities: showCounts(severities),
            finding_ids: findingIds.map((id) => formatId('finding', id)),
          })),
        })),
        totals: { findings: found.totals.findings, controls_touched: found.totals.controlsTouched },
        findings: found.findings.map(({ id, title, severity, probeId, risks, refs }) => ({
          id: formatId('finding', id),
          title,
          severity,
          probe_id: probeId,
          risks,
          framework_refs: refs,
        })),
      } satisfies z.input<typeof compliance>;
    },
  }),
];
