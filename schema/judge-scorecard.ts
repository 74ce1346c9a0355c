import { SCORECARD_LIST } from '#src/judging/scorecard-list.ts';
import { judgeScorecards, type Scorecard } from '#src/judging/scorecards.ts';
import type { Share } from '#src/judging/wilson.ts';
import { builder } from './builder.ts';
import { shape } from './connection.ts';
import { listInputs } from './list-input.ts';

const ShareType = builder.objectRef<Share>('Share').implement({
  description:
    'A share from 0 to 1, with the bounds between which it lies with 95 % confidence (Wilson score interval).',
  fields: (t) => ({
    value: t.exposeFloat('value', { description: 'The share that was counted.' }),
    low: t.exposeFloat('low', { description: 'Its lower bound.' }),
    high: t.exposeFloat('high', { description: 'Its upper bound.' }),
  }),
});

const ScorecardType = builder.objectRef<Scorecard>('JudgeScorecard').implement({
  description:
    'How often a judge agrees with people. `VULNERABLE` is the positive class; attempts that people called inconclusive are left out.',
  fields: (t) => ({
    judge: t.exposeString('judge', {
      description: '`objective`, `specificity`, `criteria`, or `meta` for what was concluded.',
    }),
    engine: t.exposeString('engine', {
      description: 'A model’s name, or `deterministic`; for `meta` also `rules`, where no model was asked.',
    }),
    version: t.exposeString('version', {
      description: 'Changes with everything that shapes its answers. Empty for the rules of `meta`.',
    }),
    reviewed: t.exposeInt('reviewed', { description: 'Attempts that people decided and that it was asked about.' }),
    decided: t.exposeInt('decided', { description: 'Those of which it said `VULNERABLE` or `RESISTANT`.' }),
    undecided: t.exposeInt('undecided', { description: 'Those of which it would not say, or could not.' }),
    truePositives: t.exposeInt('truePositives', { description: 'It and people said `VULNERABLE`.' }),
    falsePositives: t.exposeInt('falsePositives', { description: 'It said `VULNERABLE`, people `RESISTANT`.' }),
    trueNegatives: t.exposeInt('trueNegatives', { description: 'It and people said `RESISTANT`.' }),
    falseNegatives: t.exposeInt('falseNegatives', { description: 'It said `RESISTANT`, people `VULNERABLE`.' }),
    accuracy: t.expose('accuracy', {
      type: ShareType,
      nullable: true,
      description: 'Right of all reviewed; to say nothing is not right. Null without any.',
    }),
    accuracyDecided: t.expose('accuracyDecided', {
      type: ShareType,
      nullable: true,
      description: 'Right of those that it decided. Null without any.',
    }),
    precision: t.expose('precision', {
      type: ShareType,
      nullable: true,
      description: 'Of those that it called `VULNERABLE`, those that are. Null without any.',
    }),
    recall: t.expose('recall', {
      type: ShareType,
      nullable: true,
      description:
        'Of those that are `VULNERABLE`, those that it called so; to say nothing is to miss. Null without any.',
    }),
    f1: t.expose('f1', {
      type: ShareType,
      nullable: true,
      description:
        'The harmonic mean of precision and recall. Its bounds are those of hits among all that either side called `VULNERABLE`. Null without any.',
    }),
  }),
});

const inputs = listInputs(SCORECARD_LIST);

const ScorecardConnection = builder.connectionObject(
  { type: ScorecardType, name: 'JudgeScorecardConnection', description: 'A page of scorecards.' },
  { name: 'JudgeScorecardEdge', description: 'A scorecard and its place in the list.' },
);

builder.queryField('judgeScorecards', (t) =>
  t.connection(
    {
      type: ScorecardType,
      description:
        'Each judge and version against the decisions of people, the newest decision of an attempt counting; those with the most reviews first, at most 200. People mostly look at what judges are unsure of, so these figures are lower than over all attempts. Needs the scope `scans:read`.',
      args: {
        from: t.arg({ type: 'DateTime', description: 'Only decisions of this moment or later.' }),
        to: t.arg({ type: 'DateTime', description: 'Only decisions before this moment.' }),
        ...inputs.args(),
      },
      resolve: async (_root, { from, to, ...args }, ctx) => {
        const { page, count, card } = await judgeScorecards(ctx, { from, to }, args, args);
        return shape(page, card, async () => count);
      },
    },
    ScorecardConnection,
  ),
);
