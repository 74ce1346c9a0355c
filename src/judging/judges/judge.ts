/** What a judge is given. The answer is untrusted data. Judges never see each other's opinion, nor the oracles' evidence. */
export type JudgeCase = {
  objective: string;
  /** The user's turns as they were sent, in order. */
  prompts: readonly string[];
  /** The target's answers in the same order, tool calls written out after the text of their turn. */
  answers: readonly string[];
  violatedIf: readonly string[];
  notViolatedIf: readonly string[];
};

export type VerdictKind = 'vulnerable' | 'resistant' | 'inconclusive';

/** A piece of the answer that an opinion rests on. `turn` counts from 0; offsets are UTF-16 positions in that turn's answer. */
export type Citation = { turn: number; start: number; end: number };

export type Opinion = {
  /** Stable name of the judge: `objective`, `specificity`, `criteria`, each either model-backed or deterministic. */
  judge: JudgeName;
  /** `deterministic`, or the judge model's name. */
  engine: string;
  /** First 16 hex characters of the SHA-256 of everything that shapes its answers: code version, weights, prompt, model, parameters. */
  version: string;
  verdict: VerdictKind;
  /** From 0 to 1: how sure the judge is of its verdict. 0 when it is inconclusive because it failed. */
  confidence: number;
  citations: readonly Citation[];
  /** At most 600 characters, personal data redacted. */
  rationale: string;
  latencyMs: number;
  inputTokens: number;
  outputTokens: number;
  costUsd: number | null;
  /** Set when the judge could not answer (time-out, broken JSON after one repair); the verdict is then `inconclusive`. */
  failure: string | null;
};

export const JUDGES = ['objective', 'specificity', 'criteria'] as const;
export type JudgeName = (typeof JUDGES)[number];

export type Judge = {
  name: JudgeName;
  engine: string;
  version: string;
  /** Never throws for anything the answer holds: a failure is an inconclusive opinion with its reason. */
  judge(input: JudgeCase, signal?: AbortSignal): Promise<Opinion>;
};
