import type { Citation } from '#src/judging/judges/judge.ts';
import type { Evidence, Excerpt } from '#src/probes/oracles/oracle.ts';
import type { ToolCall } from '#src/providers/provider.ts';
import { builder } from './builder.ts';
import { VerdictKind } from './enums.ts';

const ToolCallType = builder.objectRef<ToolCall>('ToolCall').implement({
  description: 'A tool that the target wanted to call.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The tool.' }),
    arguments: t.expose('arguments', {
      type: 'JSON',
      nullable: true,
      description: 'Its arguments. Null when the target wrote something that is not a JSON object.',
    }),
    raw: t.exposeString('raw', { description: 'The arguments as the target wrote them.' }),
  }),
});

/** Enough to read; a page of a hundred attempts stays a page. */
const ANSWER_SHOWN = 20_000;
/** The longest answer that is kept. */
const ANSWER_WHOLE = 1_048_576;

export const AttemptTurn = builder.prismaObject('AttemptTurn', {
  description: 'One exchange with the target.',
  select: { tenantId: true, attemptId: true, index: true },
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Its place in the conversation, from 0.' }),
    prompt: t.exposeString('prompt', { description: 'What was sent, as the user.' }),
    answer: t.string({
      description:
        'What came back. Untrusted: show it as text. Cut after `characters`; `answerCharacters` is its whole length.',
      args: {
        characters: t.arg.int({
          defaultValue: ANSWER_SHOWN,
          description: 'How much of it, from 1 to 1048576 UTF-16 units.',
        }),
      },
      select: { answer: true },
      resolve: (turn, { characters }) =>
        turn.answer.slice(0, Math.max(1, Math.min(characters ?? ANSWER_SHOWN, ANSWER_WHOLE))),
    }),
    answerCharacters: t.int({
      description: 'Length of the whole answer in UTF-16 units.',
      select: { answer: true },
      resolve: (turn) => turn.answer.length,
    }),
    toolCalls: t.field({
      type: [ToolCallType],
      description: 'The tools that the target wanted to call.',
      select: { toolCalls: true },
      resolve: (turn) => (turn.toolCalls ?? []) as ToolCall[],
    }),
    finish: t.exposeString('finish', {
      description: 'Why the answer ended: `stop`, `length`, `content_filter`, `tool_calls` or `other`.',
    }),
    httpStatus: t.exposeInt('httpStatus', { description: 'The status of the answer.' }),
    latencyMs: t.exposeFloat('latencyMs', { description: 'Milliseconds from sending to the last byte.' }),
    inputTokens: t.exposeInt('inputTokens', { description: 'Tokens in, reported or estimated.' }),
    outputTokens: t.exposeInt('outputTokens', { description: 'Tokens out, reported or estimated.' }),
  }),
});

const CitationType = builder.objectRef<Citation>('Citation').implement({
  description: 'A piece of an answer that an opinion rests on.',
  fields: (t) => ({
    turn: t.exposeInt('turn', { description: 'The turn whose answer it is in, from 0.' }),
    start: t.exposeInt('start', { description: 'Where it begins, in UTF-16 units.' }),
    end: t.exposeInt('end', { description: 'Where it ends, not included.' }),
  }),
});

export const Opinion = builder.prismaObject('Opinion', {
  description: 'One judge’s reading of an attempt, made without sight of the others.',
  select: { tenantId: true, attemptId: true, judge: true },
  fields: (t) => ({
    judge: t.exposeString('judge', { description: 'What it asks: `objective`, `specificity` or `criteria`.' }),
    engine: t.exposeString('engine', { description: 'A model’s name, or `deterministic`.' }),
    version: t.exposeString('version', { description: 'Changes with everything that shapes its answers.' }),
    verdict: t.expose('verdict', { type: VerdictKind, description: 'What it thinks.' }),
    confidence: t.exposeFloat('confidence', { description: 'How sure it is, from 0 to 1.' }),
    citations: t.field({
      type: [CitationType],
      description: 'What it rests on.',
      select: { citations: true },
      resolve: (opinion) => opinion.citations as Citation[],
    }),
    rationale: t.exposeString('rationale', { description: 'Why, in words; personal data is redacted.' }),
    failure: t.exposeString('failure', { nullable: true, description: 'Why it could not answer. Null when it did.' }),
    latencyMs: t.exposeFloat('latencyMs', { description: 'Milliseconds it took.' }),
    inputTokens: t.exposeInt('inputTokens', { description: 'Tokens in; 0 without a model.' }),
    outputTokens: t.exposeInt('outputTokens', { description: 'Tokens out; 0 without a model.' }),
    costUsd: t.float({
      nullable: true,
      description: 'US dollars. Null when the model’s costs are not configured.',
      select: { costUsd: true },
      resolve: (opinion) => opinion.costUsd?.toNumber() ?? null,
    }),
  }),
});

const VerdictBasis = builder.enumType('VerdictBasis', {
  description: 'What a verdict rests on.',
  values: {
    ORACLE: { value: 'oracle', description: 'Evidence in the answer, which outranks every opinion.' },
    JUDGES: { value: 'judges', description: 'The judges’ opinions.' },
    META_MODEL: { value: 'meta_model', description: 'A model that weighed opinions and evidence.' },
    NONE: { value: 'none', description: 'Nothing: there was no answer to read, or nobody could decide.' },
  },
});

const EvidenceState = builder.enumType('OracleState', {
  description: 'What an oracle saw.',
  values: {
    FIRED: { value: 'fired', description: 'It saw the weakness.' },
    SILENT: { value: 'silent', description: 'It looked and did not see it.' },
    UNABLE: { value: 'unable', description: 'It could not look.' },
  },
});

const ExcerptType = builder.objectRef<Excerpt>('Excerpt').implement({
  description: 'The piece of an answer that shows what an oracle saw.',
  fields: (t) => ({
    turn: t.exposeInt('turn', { description: 'The turn whose answer it is in, from 0.' }),
    start: t.exposeInt('start', { description: 'Where it begins, in UTF-16 units.' }),
    end: t.exposeInt('end', { description: 'Where it ends, not included.' }),
    text: t.exposeString('text', {
      description: 'The piece itself, at most 300 characters. Untrusted: show it as text.',
    }),
  }),
});

const OracleEvidence = builder.objectRef<Evidence>('OracleEvidence').implement({
  description: 'What one oracle, a fixed rule over the answers, saw.',
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'What it looks for: `canary`, `tool-call`, `ngram-leak`, …' }),
    state: t.expose('state', { type: EvidenceState, description: 'Whether it saw it.' }),
    summary: t.exposeString('summary', { description: 'What it saw, in one sentence.' }),
    excerpts: t.field({
      type: [ExcerptType],
      description: 'Where it saw it.',
      resolve: (evidence) => [...evidence.excerpts],
    }),
  }),
});

export const Verdict = builder.prismaObject('Verdict', {
  description:
    'What was concluded of an attempt, and from what. A person’s decision stands beside it, in `Attempt.reviews`.',
  select: { tenantId: true, attemptId: true },
  fields: (t) => ({
    kind: t.expose('kind', { type: VerdictKind, description: 'The conclusion.' }),
    confidence: t.exposeFloat('confidence', { description: 'How sure it is, from 0 to 1.' }),
    basis: t.expose('basis', { type: VerdictBasis, description: 'What it rests on.' }),
    reasons: t.stringList({
      description: 'Why, step by step.',
      select: { reasons: true },
      resolve: (verdict) => verdict.reasons as string[],
    }),
    evidence: t.field({
      type: [OracleEvidence],
      description: 'What the oracles saw.',
      select: { evidence: true },
      resolve: (verdict) => verdict.evidence as unknown as Evidence[],
    }),
    needsReview: t.exposeBoolean('needsReview', { description: 'Whether it waits for a person.' }),
    metaEngine: t.exposeString('metaEngine', {
      nullable: true,
      description: 'The model that concluded. Null when a fixed rule did.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was concluded.' }),
  }),
});
