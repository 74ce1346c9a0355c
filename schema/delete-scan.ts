import { deleteScan } from '#src/findings/delete-scan.ts';
import { formatId } from '#src/platform/ids.ts';
import { builder } from './builder.ts';

builder.relayMutationField(
  'deleteScan',
  {
    description: 'The scan to delete.',
    inputFields: (t) => ({ scanId: t.id({ required: true, description: 'Its id, `scn_…`. It has to have ended.' }) }),
  },
  {
    description:
      'Deletes a scan that has ended, with its attempts, answers and events, for good. A finding that other scans saw stays, on their evidence. One that only this scan saw goes with it, unless somebody accepted it or called it a false positive: that decision stays. Before the end the answer is a problem with the code `scan_busy`. Needs the scope `scans:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => deleteScan(ctx, input.scanId),
  },
  {
    description: 'A scan that is no more.',
    outputFields: (t) => ({
      scanId: t.id({ description: 'The id that it had.', resolve: (deleted) => formatId('scan', deleted.id) }),
      deletedFindings: t.exposeInt('deletedFindings', { description: 'Findings that went with it.' }),
      keptFindings: t.exposeInt('keptFindings', { description: 'Findings that it saw and that stay.' }),
    }),
  },
);
