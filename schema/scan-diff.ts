import { type DiffClass, diffScans, listDiff, type ScanPair } from '#src/findings/diff-scans.ts';
import { builder } from './builder.ts';
import { toConnection } from './connection.ts';
import { Finding, FindingConnection, findings } from './finding.ts';
import { findingArgs } from './finding-filter.ts';
import { Scan, scans } from './scan.ts';

const CLASSES: Record<DiffClass, string> = {
  new: 'The head saw them, the base did not, and they were not there before. Also those whose probe the base did not ask.',
  regressed: 'The head saw them after they were gone: resolved once, or seen before the base and withstood in it.',
  unchanged: 'Both saw them.',
  fixed: 'The base saw them. The head asked their probe, and every attempt was withstood.',
  undecided:
    'The base saw them. The head asked their probe and cannot say: an attempt is inconclusive, or waits for a person.',
  notTested:
    'The base saw them. The head did not ask their probe, or it did not apply: nothing says that they are gone.',
};

const ScanDiff = builder.objectRef<ScanPair>('ScanDiff').implement({
  description:
    'How the findings of two scans differ, by their fingerprints and by which probes ran. Each finding that either scan saw stands in exactly one list; the lists need the scope `findings:read`.',
  fields: (t) => ({
    base: t.field({
      type: Scan,
      description: 'The scan to compare with.',
      resolve: (pair, _args, ctx, info) => scans.one(ctx, info, pair.base),
    }),
    head: t.field({
      type: Scan,
      description: 'The scan that is compared, the later one as a rule.',
      resolve: (pair, _args, ctx, info) => scans.one(ctx, info, pair.head),
    }),
  }),
});

for (const [kind, description] of Object.entries(CLASSES) as [DiffClass, string][]) {
  builder.objectField(ScanDiff, kind, (t) =>
    t.connection(
      {
        type: Finding,
        nullable: true,
        description: `${description} Null, with an error, when the token lacks \`findings:read\`.`,
        args: findingArgs(),
        resolve: async (pair, args, ctx, info) =>
          toConnection(ctx, info, await listDiff(ctx, pair, kind, args, args), findings),
      },
      FindingConnection,
    ),
  );
}

builder.queryField('scanDiff', (t) =>
  t.field({
    type: ScanDiff,
    nullable: true,
    description:
      'How the findings of one scan differ from those of another. Scans of two targets can be compared too, as of two deployments of one application. Needs the scope `scans:read`.',
    args: {
      base: t.arg.id({ required: true, description: 'The scan to compare with, `scn_…`.' }),
      head: t.arg.id({ required: true, description: 'The scan that is compared, `scn_…`.' }),
    },
    resolve: (_root, { base, head }, ctx) => diffScans(ctx, { base, head }),
  }),
);
