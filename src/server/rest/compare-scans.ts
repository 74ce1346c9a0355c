import { z } from 'zod';
import { DIFF_CLASSES, type DiffClass, diffScans, listDiff, type ScanPair } from '#src/findings/diff-scans.ts';
import { readFindingLines } from '#src/findings/read-finding-lines.ts';
import type { Ctx } from '#src/platform/context.ts';
import { shownFor } from './finding-load.ts';
import { findingLine, type Shown, showLine } from './finding-shape.ts';
import { idOf } from './identifiers.ts';
import { LIMIT_MAX, showPage } from './page.ts';
import { type Row, row } from './row.ts';
import { scan, showScan } from './scan-shape.ts';
import { loadScan } from './scans.ts';

const group = z.strictObject({
  count: z.int(),
  findings: z.array(findingLine).describe(`The first ${LIMIT_MAX}; GraphQL’s scanDiff pages through all of them.`),
});

const NAMES: Record<DiffClass, string> = {
  new: 'new',
  regressed: 'regressed',
  unchanged: 'unchanged',
  fixed: 'fixed',
  undecided: 'undecided',
  notTested: 'not_tested',
};

const comparison = z
  .strictObject({
    scan_a: scan.describe('The base.'),
    scan_b: scan.describe('What is compared with it.'),
    new: group,
    regressed: group.describe('Seen by b after it was gone.'),
    unchanged: group,
    fixed: group.describe('Seen by a; b asked its probe and every attempt was resisted.'),
    undecided: group.describe('Seen by a; b asked its probe and cannot say that it is gone.'),
    not_tested: group.describe('Seen by a; b did not ask its probe.'),
  })
  .meta({ id: 'ScanComparison' });

export const COMPARE_ROWS: readonly Row[] = [
  row({
    method: 'GET',
    path: '/scans/{a}/compare/{b}',
    id: 'compareScans',
    tag: 'Scans',
    summary: 'What differs between two scans',
    description: 'Needs `findings:read` too. Each finding that either of them saw stands in exactly one group.',
    scope: 'scans:read',
    also: ['findings:read'],
    params: z.strictObject({ a: idOf('scan'), b: idOf('scan') }),
    answer: comparison,
    codes: { a: 'invalid_scan_id', b: 'invalid_scan_id' },
    errors: ['not_found'],
    rename: { not_found: 'scan_not_found' },
    async handle(ctx, { params }) {
      const pair = await diffScans(ctx, { base: params.a, head: params.b });
      const shown = await shownFor(ctx);
      const groups = await Promise.all(
        DIFF_CLASSES.map(async (kind) => [NAMES[kind], await groupOf(ctx, pair, kind, shown)]),
      );
      return {
        scan_a: showScan(ctx, await loadScan(ctx, pair.base)),
        scan_b: showScan(ctx, await loadScan(ctx, pair.head)),
        ...Object.fromEntries(groups),
      };
    },
  }),
];

async function groupOf(ctx: Ctx, pair: ScanPair, kind: DiffClass, shown: Shown): Promise<z.input<typeof group>> {
  const listing = await listDiff(ctx, pair, kind, {}, { first: LIMIT_MAX });
  const { data } = await showPage(
    listing,
    (ids) => readFindingLines(ctx, ids),
    (found) => showLine(found, shown),
  );
  const [count] = await listing.counts();
  return { count: count!, findings: data };
}
