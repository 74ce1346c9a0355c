import { formatId } from '#src/platform/ids.ts';
import { deleteTarget } from '#src/targets/delete-target.ts';
import { builder } from './builder.ts';

builder.relayMutationField(
  'deleteTarget',
  {
    description: 'The target to delete.',
    inputFields: (t) => ({ targetId: t.id({ required: true, description: 'Its id, `ep_…` or `tgt_…`.' }) }),
  },
  {
    description:
      'Deletes a target with its credentials, its scans and its findings, for good. Disable it instead to keep what is known. While a scan of it is under way the answer is a problem with the code `target_busy`: cancel the scan, or wait for its end. Needs the scope `targets:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => deleteTarget(ctx, input.targetId),
  },
  {
    description: 'A target that is no more.',
    outputFields: (t) => ({
      targetId: t.id({
        description: 'The id that it had.',
        resolve: ({ id, kind }) => formatId(kind === 'llm' ? 'endpoint' : 'target', id),
      }),
      scans: t.exposeInt('scans', { description: 'How many scans went with it.' }),
      findings: t.exposeInt('findings', { description: 'How many findings went with it.' }),
    }),
  },
);
