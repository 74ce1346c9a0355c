import { confirmVerdict } from '#src/findings/confirm-verdict.ts';
import { overturnVerdict } from '#src/findings/overturn-verdict.ts';
import type { Reviewed } from '#src/findings/review-verdict.ts';
import { Attempt, attempts } from './attempt.ts';
import { builder, type SchemaTypes } from './builder.ts';
import { VerdictKind } from './enums.ts';
import { Finding, findings } from './finding.ts';
import { Review, reviews } from './review.ts';

const ATTEMPT = { required: true, description: 'The attempt, `att_…`.' } as const;
const EXPECTED =
  'The verdict as you read it. When somebody else has decided otherwise since, the answer is a problem with the code `verdict_changed`.';

const reviewed = {
  description: 'A decision about a verdict.',
  outputFields: (
    t: PothosSchemaTypes.ObjectFieldBuilder<PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>, Reviewed>,
  ) => ({
    review: t.field({
      type: Review,
      nullable: true,
      description: 'The decision. Null, with an error, when the token lacks `scans:read`.',
      resolve: ({ id }, _args, ctx, info) => reviews.one(ctx, info, id),
    }),
    attempt: t.field({
      type: Attempt,
      nullable: true,
      description:
        'The attempt with the verdict that counts now. Null, with an error, when the token lacks `scans:read`.',
      resolve: ({ attemptId }, _args, ctx, info) => attempts.one(ctx, info, attemptId),
    }),
    finding: t.field({
      type: Finding,
      nullable: true,
      description:
        'The finding that it made, or that lost its evidence. Null when it touched none, and, with an error, when the token lacks `findings:read`.',
      resolve: ({ findingId }, _args, ctx, info) => (findingId === null ? null : findings.one(ctx, info, findingId)),
    }),
    cursor: t.exposeString('cursor', {
      description:
        'The place in the scan’s events at which it is done. A scan that has ended gets no more events: read its counts again.',
    }),
  }),
};

builder.relayMutationField(
  'confirmVerdict',
  {
    description: 'The attempt whose verdict is right.',
    inputFields: (t) => ({
      attemptId: t.id(ATTEMPT),
      reason: t.string({ description: 'Why, up to 2,000 characters.' }),
      expected: t.field({ type: VerdictKind, description: EXPECTED }),
    }),
  },
  {
    description:
      'Says that the verdict of an attempt is right. A `VULNERABLE` one that waited becomes a finding. The counts of the scan follow, also after its end. Needs `findings:write`.',
    errors: {},
    resolve: (_root, { input: { attemptId, reason, expected } }, ctx) =>
      confirmVerdict(ctx, attemptId, { reason, expected }),
  },
  reviewed,
);

builder.relayMutationField(
  'overturnVerdict',
  {
    description: 'The attempt whose verdict is wrong, and what is right.',
    inputFields: (t) => ({
      attemptId: t.id(ATTEMPT),
      verdict: t.field({ type: VerdictKind, required: true, description: 'What is right.' }),
      reason: t.string({ required: true, description: 'Why, up to 2,000 characters. Kept and shown.' }),
      expected: t.field({ type: VerdictKind, description: EXPECTED }),
    }),
  },
  {
    description:
      'Puts another verdict in the place of the present one, whether or not it waits for a person. `VULNERABLE` becomes a finding; a finding that no other attempt shows becomes a false positive, for the reason given. The ruling is kept. The counts of the scan follow, also after its end. Needs `findings:write`.',
    errors: {},
    resolve: (_root, { input: { attemptId, ...input } }, ctx) => overturnVerdict(ctx, attemptId, input),
  },
  reviewed,
);
