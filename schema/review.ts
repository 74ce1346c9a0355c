import { REVIEW_LIST, REVIEW_QUEUE } from '#src/judging/review-list.ts';
import { listReviewQueue, listReviewsOfAttempts, visibleReviews } from '#src/judging/review-queue.ts';
import { formatId } from '#src/platform/ids.ts';
import { Attempt, AttemptConnection, attempts } from './attempt.ts';
import { AuthorType, authorOf } from './author.ts';
import { builder } from './builder.ts';
import { below, toConnection, toConnections } from './connection.ts';
import { VerdictKind } from './enums.ts';
import { listInputs } from './list-input.ts';
import { inTenant, nodeType } from './node.ts';

const ReviewDecision = builder.enumType('ReviewDecision', {
  description: 'What a person said of a verdict.',
  values: {
    CONFIRM: { value: 'confirm', description: 'That it is right.' },
    OVERTURN: { value: 'overturn', description: 'That it is wrong, and what is right.' },
  },
});

const reviewInputs = listInputs(REVIEW_LIST, { ReviewDecision, VerdictKind });
const queueInputs = listInputs(REVIEW_QUEUE, { VerdictKind });

export const Review = builder.prismaNode('Review', {
  id: { resolve: (review) => formatId('review', review.id) },
  findUnique: (id, ctx) => inTenant(ctx, 'review', id),
  description: 'What a person decided of a verdict. It is never changed; whoever sees it otherwise decides again.',
  authScopes: { scope: 'scans:read' },
  select: { tenantId: true, id: true },
  fields: (t) => ({
    decision: t.expose('decision', { type: ReviewDecision, description: 'What was said.' }),
    verdictBefore: t.expose('verdictBefore', { type: VerdictKind, description: 'The verdict until then.' }),
    verdict: t.expose('verdictAfter', { type: VerdictKind, description: 'The verdict from then on.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why, where a reason was given.' }),
    wasQueued: t.exposeBoolean('wasQueued', {
      description: 'Whether the verdict waited for a person. False: somebody came to it unasked.',
    }),
    attempt: t.relation('attempt', { type: Attempt, description: 'The attempt.' }),
    author: t.field({
      type: AuthorType,
      nullable: true,
      description: 'Who decided.',
      select: { actorTokenId: true, actorUserId: true },
      resolve: authorOf,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When.' }),
  }),
});

export const reviews = nodeType('Review', ['review'], (ctx, ids, query) =>
  ctx.db.prisma.review.findMany({ ...query, where: { AND: [visibleReviews(ctx), { id: { in: ids } }] } }),
);

const ReviewConnection = builder.connectionObject(
  { type: Review, name: 'ReviewConnection', description: 'A page of reviews.' },
  { name: 'ReviewEdge', description: 'A review and its place in the list.' },
);

builder.prismaObjectField(Attempt, 'reviews', (t) =>
  t.loadable({
    type: ReviewConnection,
    byPath: true,
    description:
      'What people decided of its verdict, the newest first. The newest is what counts; `ruling` stays as it was.',
    args: { ...t.arg.connectionArgs(), ...reviewInputs.args() },
    load: async (ids: string[], ctx, args, info) =>
      toConnections(ctx, info, await listReviewsOfAttempts(ctx, ids, args, args), reviews),
    resolve: (attempt, _args, ctx, info) => below(ctx, info, attempt.id),
  }),
);

builder.queryField('reviewQueue', (t) =>
  t.connection(
    {
      type: Attempt,
      description:
        'The attempts whose verdict is less sure than the threshold and waits for a person, the one that has waited longest first. Decide with `confirmVerdict` or `overturnVerdict`. Needs the scope `scans:read`.',
      args: { ...queueInputs.args(), scanId: t.arg.id({ description: 'Only of this scan.' }) },
      resolve: async (_root, args, ctx, info) =>
        toConnection(ctx, info, await listReviewQueue(ctx, args, args), attempts),
    },
    AttemptConnection,
  ),
);
