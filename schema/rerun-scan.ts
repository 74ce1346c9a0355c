import { withIdempotencyKey } from '#src/platform/idempotency.ts';
import { rerunScan } from '#src/scans/rerun-scan.ts';
import { retryInconclusive } from '#src/scans/retry-inconclusive.ts';
import { builder } from './builder.ts';
import { idempotencyKey } from './idempotency.ts';
import { Scan, scans } from './scan.ts';

builder.relayMutationField(
  'rerunScan',
  {
    description: 'The scan to run again.',
    inputFields: (t) => ({
      scanId: t.id({ required: true, description: 'Its id, `scn_…`.' }),
      idempotencyKey: idempotencyKey(t),
    }),
  },
  {
    description:
      'Starts a new scan of the same target with the same probes and repeats, as they were asked for: the whole library is the whole library of today. Needs the scope `scans:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => rerunScan(withIdempotencyKey(ctx, input.idempotencyKey), input.scanId),
  },
  {
    description: 'A scan that runs again, as a new one.',
    outputFields: (t) => ({
      scan: t.field({
        type: Scan,
        nullable: true,
        description: 'The new scan. Null, with an error, when the token lacks `scans:read`.',
        resolve: (started, _args, ctx, info) => scans.one(ctx, info, started.id),
      }),
      cursor: t.exposeString('cursor', { description: 'The place of the start in the new scan’s events.' }),
    }),
  },
);

builder.relayMutationField(
  'retryInconclusive',
  {
    description: 'The scan whose open questions to ask again.',
    inputFields: (t) => ({
      scanId: t.id({ required: true, description: 'Its id, `scn_…`. It has to have ended.' }),
      idempotencyKey: idempotencyKey(t),
    }),
  },
  {
    description:
      'Starts a new scan with those probes of which an attempt came out inconclusive or never came to a verdict. Each is asked again whole, because only a probe that was asked whole can show a finding gone. The old scan stays as it is. When everything was decided the answer is a problem with the code `nothing_inconclusive`. Needs the scope `scans:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => retryInconclusive(withIdempotencyKey(ctx, input.idempotencyKey), input.scanId),
  },
  {
    description: 'A scan that asks again what another could not decide.',
    outputFields: (t) => ({
      scan: t.field({
        type: Scan,
        nullable: true,
        description:
          'The new scan; its `probeIds` say what is asked. Null, with an error, when the token lacks `scans:read`.',
        resolve: (started, _args, ctx, info) => scans.one(ctx, info, started.id),
      }),
      cursor: t.exposeString('cursor', { description: 'The place of the start in the new scan’s events.' }),
    }),
  },
);
