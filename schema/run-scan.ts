import { withIdempotencyKey } from '#src/platform/idempotency.ts';
import { cancelScan } from '#src/scans/cancel-scan.ts';
import { startScan } from '#src/scans/start-scan.ts';
import { builder } from './builder.ts';
import { idempotencyKey } from './idempotency.ts';
import { Scan, scans } from './scan.ts';

export const { inputType: StartScanInput } = builder.relayMutationField(
  'startScan',
  {
    description: 'What to scan, and with what.',
    inputFields: (t) => ({
      targetId: t.id({ required: true, description: 'The target, `ep_…`. It has to be of the kind `LLM` and active.' }),
      probeIds: t.stringList({ description: 'Names of probes, at most 1,000. Absent or empty: the whole library.' }),
      repeats: t.int({ description: 'How often each attempt is made, 1 to 100. Default 1.' }),
      idempotencyKey: idempotencyKey(t),
    }),
  },
  {
    description: 'Starts a scan. Follow it with the subscription `scanEvents`. Needs the scope `scans:write`.',
    errors: {},
    resolve: (_root, { input: { targetId, probeIds, repeats, idempotencyKey } }, ctx) =>
      startScan(withIdempotencyKey(ctx, idempotencyKey), {
        targetId,
        probeIds: probeIds ?? undefined,
        repeats: repeats ?? undefined,
      }),
  },
  {
    description: 'A scan that was just started.',
    outputFields: (t) => ({
      scan: t.field({
        type: Scan,
        nullable: true,
        description: 'The scan. Null, with an error, when the token lacks `scans:read`.',
        resolve: (started, _args, ctx, info) => scans.one(ctx, info, started.id),
      }),
      cursor: t.exposeString('cursor', { description: 'The place of the start in the scan’s events.' }),
    }),
  },
);

builder.relayMutationField(
  'cancelScan',
  {
    description: 'The scan to cancel.',
    inputFields: (t) => ({ scanId: t.id({ required: true, description: 'Its id, `scn_…`.' }) }),
  },
  {
    description:
      'Stops a scan that has not ended. Nothing more is sent, and requests under way are aborted. Needs `scans:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => cancelScan(ctx, input.scanId),
  },
  {
    description: 'A scan that was cancelled.',
    outputFields: (t) => ({
      scan: t.field({
        type: Scan,
        nullable: true,
        description: 'The scan. Null, with an error, when the token lacks `scans:read`.',
        resolve: (cancelled, _args, ctx, info) => scans.one(ctx, info, cancelled.id),
      }),
      cursor: t.exposeString('cursor', { description: 'The place of the end in the scan’s events.' }),
    }),
  },
);
