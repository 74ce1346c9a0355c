import { disableTarget } from '#src/targets/disable-target.ts';
import { enableTarget } from '#src/targets/enable-target.ts';
import { builder } from './builder.ts';
import { Target, targets } from './target.ts';

builder.relayMutationField(
  'enableTarget',
  {
    description: 'The target to enable.',
    inputFields: (t) => ({ targetId: t.id({ required: true, description: 'Its id, `ep_…` or `tgt_…`.' }) }),
  },
  {
    description: 'Lets a target be scanned again. Enabling twice changes nothing. Needs the scope `targets:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => enableTarget(ctx, input.targetId),
  },
  {
    description: 'A target that may be scanned.',
    outputFields: (t) => ({
      target: t.field({
        type: Target,
        nullable: true,
        description: 'The target. Null, with an error, when the token lacks `targets:read`.',
        resolve: (enabled, _args, ctx, info) => targets.one(ctx, info, enabled.id),
      }),
    }),
  },
);

builder.relayMutationField(
  'disableTarget',
  {
    description: 'The target to disable.',
    inputFields: (t) => ({ targetId: t.id({ required: true, description: 'Its id, `ep_…` or `tgt_…`.' }) }),
  },
  {
    description:
      'Keeps a target from being scanned: no scan of it begins any more, and starting one answers that there is no such target. A scan that is under way goes on; cancel it to stop it. Needs the scope `targets:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => disableTarget(ctx, input.targetId),
  },
  {
    description: 'A target that is kept and not scanned.',
    outputFields: (t) => ({
      target: t.field({
        type: Target,
        nullable: true,
        description: 'The target. Null, with an error, when the token lacks `targets:read`.',
        resolve: (disabled, _args, ctx, info) => targets.one(ctx, info, disabled.id),
      }),
    }),
  },
);
