import type { Opinion, VerdictKind } from '#src/judging/judges/judge.ts';
import type { Evidence } from '#src/probes/oracles/oracle.ts';
import type { OracleDecision } from '#src/probes/oracles/run-oracles.ts';

/** What became of the request. Anything but `answered` is never a pass. */
type AnswerState = 'answered' | 'failed' | 'empty' | 'blocked';

/** Everything that the meta-judge sees of an attempt. */
export type MetaCase = {
  opinions: readonly Opinion[];
  oracles: { evidence: readonly Evidence[]; decision: OracleDecision };
  /** `reason`: why there is no answer, in words. */
  answer: { state: AnswerState; reason: string | null };
};

export type Verdict = {
  kind: VerdictKind;
  /** From 0 to 1: how sure the meta-judge is of `kind`. */
  confidence: number;
  /** What decided. `none`: there was nothing to judge, or nobody who could. */
  basis: 'oracle' | 'judges' | 'meta_model' | 'none';
  /** Sentences for a person, the deciding one first. They quote nothing of the answer. */
  reasons: readonly string[];
  /** The confidence is below the threshold: a person should look. */
  needsReview: boolean;
};

export const DEFAULT_THRESHOLD = 0.7;
