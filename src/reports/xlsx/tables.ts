import { SEVERITIES } from '#src/probes/probe-file.ts';
import type { ReportAttempt, ReportOverlap, ReportScan, ReportTarget } from '#src/reports/report-model.ts';
import { SEVERITY_WORD } from '#src/reports/words.ts';
import type { Column } from './sheet.ts';
import { COUNT, COUNT_BAD, HASH, SHARE } from './style.ts';

export const OVERLAP_COLUMNS: readonly Column<ReportOverlap>[] = [
  { head: 'One entry', width: 28, value: ({ refA }) => refA },
  { head: 'Other entry', width: 28, value: ({ refB }) => refB },
  {
    head: 'Findings',
    width: 11,
    numbers: true,
    value: ({ count }) => count,
    style: ({ count }) => (count > 0 ? COUNT_BAD : COUNT),
  },
  ...SEVERITIES.map(
    (severity): Column<ReportOverlap> => ({
      head: SEVERITY_WORD[severity],
      width: 11,
      numbers: true,
      value: ({ severities }) => severities[severity],
    }),
  ),
  { head: 'Curated', width: 9, value: ({ curated }) => (curated ? 'Yes' : 'No') },
  { head: 'Core', width: 7, value: ({ curated }) => (curated ? (curated.core ? 'Yes' : 'No') : null) },
  { head: 'Tier', width: 7, numbers: true, value: ({ curated }) => curated?.tier ?? null },
  { head: 'Strength', width: 14, value: ({ curated }) => curated?.strength ?? null },
  { head: 'Confidence', width: 12, value: ({ curated }) => curated?.confidence ?? null },
  { head: 'Rationale', width: 80, value: ({ curated }) => curated?.rationale ?? null, wrap: true },
];

/** A scan with the target that it ran against, where the report lists it. */
export type ScanRow = { scan: ReportScan; target: ReportTarget | undefined };

export const SCAN_COLUMNS: readonly Column<ScanRow>[] = [
  { head: 'Began (UTC)', width: 17, value: ({ scan }) => scan.startedAt },
  { head: 'Ended (UTC)', width: 17, value: ({ scan }) => scan.finishedAt },
  { head: 'Target', width: 30, value: ({ target }) => target?.name ?? null },
  { head: 'Status', width: 12, value: ({ scan }) => scan.status },
  { head: 'In part', width: 9, value: ({ scan }) => (scan.partial ? 'Yes' : null) },
  { head: 'Why', width: 40, value: ({ scan }) => scan.reason, wrap: true },
  { head: 'Attempts', width: 10, numbers: true, value: ({ scan }) => scan.planned },
  { head: 'Vulnerable', width: 14, numbers: true, value: ({ scan }) => scan.vulnerable },
  { head: 'Resistant', width: 12, numbers: true, value: ({ scan }) => scan.resistant },
  { head: 'Undecided', width: 13, numbers: true, value: ({ scan }) => scan.inconclusive },
  { head: 'In review', width: 10, numbers: true, value: ({ scan }) => scan.needsReview },
  { head: 'Not applicable', width: 13, numbers: true, value: ({ scan }) => scan.notApplicable },
  {
    head: 'Judges',
    width: 44,
    wrap: true,
    value: ({ scan }) => scan.judges.map(({ judge, engine, version }) => `${judge}: ${engine} ${version}`).join('; '),
  },
  { head: 'Probe library', width: 34, value: ({ scan }) => scan.libraryHash, style: HASH },
  { head: 'Id', width: 38, value: ({ scan }) => scan.id, style: HASH },
];

export const ATTEMPT_COLUMNS: readonly Column<ReportAttempt>[] = [
  { head: 'Probe', width: 40, value: ({ probeId }) => probeId },
  { head: 'Version', width: 9, numbers: true, value: ({ probeVersion }) => probeVersion },
  { head: 'Variant', width: 24, value: ({ variant }) => variant },
  { head: 'Repeat', width: 10, numbers: true, value: ({ repeat }) => repeat },
  { head: 'Verdict', width: 14, value: ({ verdict }) => verdict ?? 'none' },
  { head: 'Confidence', width: 13, numbers: true, value: ({ confidence }) => confidence, style: SHARE },
  { head: 'Why not decided', width: 24, value: ({ failureReason }) => failureReason },
  { head: 'Answered (UTC)', width: 17, value: ({ answeredAt }) => answeredAt },
  { head: 'Transcript’s SHA-256', width: 62, value: ({ transcriptSha256 }) => transcriptSha256, style: HASH },
  { head: 'Scan', width: 38, value: ({ scanId }) => scanId, style: HASH },
  { head: 'Id', width: 34, value: ({ id }) => id, style: HASH },
];
