import { formatId } from '#src/platform/ids.ts';
import type { AnsweredBody, JudgedBody } from '#src/scans/scan-events.ts';
import { builder } from './builder.ts';
import { VerdictKind } from './enums.ts';
import { type EventOf, ScanEvent } from './event.ts';

type Answered = AnsweredBody['attempts'][number];
type Judged = JudgedBody['verdicts'][number];
type Kind = 'vulnerable' | 'resistant' | 'inconclusive';

const AttemptAnswered = builder.objectRef<Answered>('AttemptAnswered').implement({
  description: 'An attempt whose sending is over.',
  fields: (t) => ({
    attemptId: t.id({ description: 'The attempt.', resolve: ({ id }) => formatId('attempt', id) }),
    failureReason: t.exposeString('failure', {
      nullable: true,
      description: 'Why there is no answer, for programs. Null: there is one.',
    }),
  }),
});

builder.objectRef<EventOf<AnsweredBody>>('AttemptsAnswered').implement({
  interfaces: [ScanEvent],
  description: 'Attempts were answered, or given up: all that were stored together, up to 64.',
  fields: (t) => ({
    attempts: t.field({
      type: [AttemptAnswered],
      description: 'The attempts. Their texts are read with `nodes(ids:)`.',
      resolve: ({ body }) => body.attempts,
    }),
  }),
});

const JudgedOpinion = builder.objectRef<Judged['opinions'][number]>('JudgedOpinion').implement({
  description: 'What one judge said. Its reasons and quotes stand with the attempt.',
  fields: (t) => ({
    judge: t.exposeString('judge', { description: 'What it asks: `objective`, `specificity` or `criteria`.' }),
    engine: t.exposeString('engine', { description: 'A model’s name, or `deterministic`.' }),
    verdict: t.field({ type: VerdictKind, description: 'What it said.', resolve: ({ verdict }) => verdict as Kind }),
    confidence: t.exposeFloat('confidence', { description: 'How sure it is, from 0 to 1.' }),
  }),
});

const AttemptJudged = builder.objectRef<Judged>('AttemptJudged').implement({
  description: 'An attempt that has its verdict.',
  fields: (t) => ({
    attemptId: t.id({ description: 'The attempt.', resolve: (judged) => formatId('attempt', judged.attemptId) }),
    verdict: t.field({ type: VerdictKind, description: 'The verdict.', resolve: ({ verdict }) => verdict as Kind }),
    confidence: t.exposeFloat('confidence', { description: 'How sure it is, from 0 to 1.' }),
    basis: t.exposeString('basis', {
      description: 'What it rests on: `oracle` (proof), `judges`, `meta_model`, or `none`.',
    }),
    needsReview: t.exposeBoolean('needsReview', { description: 'Whether it waits for a person.' }),
    opinions: t.field({
      type: [JudgedOpinion],
      description: 'What each judge said, without sight of the others.',
      resolve: ({ opinions }) => opinions,
    }),
  }),
});

builder.objectRef<EventOf<JudgedBody>>('AttemptsJudged').implement({
  interfaces: [ScanEvent],
  description: 'Attempts were judged: all that were settled together.',
  fields: (t) => ({
    verdicts: t.field({
      type: [AttemptJudged],
      description: 'Their verdicts, with the opinions that they rest on.',
      resolve: ({ body }) => body.verdicts,
    }),
  }),
});
