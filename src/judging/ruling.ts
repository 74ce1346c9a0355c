import type { Evidence } from '#src/probes/oracles/oracle.ts';
import type { Probe } from '#src/probes/probe.ts';
import type { Opinion, VerdictKind } from './judges/judge.ts';

/** What the judging of one attempt came to, ready to be settled. */
export type Ruling = {
  attemptId: string;
  /** The lane that judged it; a ruling of a lane that has lost its lease is refused. */
  laneId: string;
  /** Null when the library has the probe no more. */
  probe: Probe | null;
  /** The target's answers in order, for the evidence's hash. */
  answers: readonly string[];
  evidence: readonly Evidence[];
  opinions: readonly Opinion[];
  kind: VerdictKind;
  /** From 0 to 1. */
  confidence: number;
  basis: 'oracle' | 'judges' | 'meta_model' | 'none';
  reasons: readonly string[];
  needsReview: boolean;
  /** Set where a person decided it, with their reason where they gave one. */
  review?: { reason: string | null };
  meta: { engine: string; version: string; inputTokens: number; outputTokens: number; costUsd: number | null } | null;
};
