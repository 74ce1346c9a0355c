import type { Config, JudgeModel } from '#src/platform/config.ts';

/** A judge model behind an OpenAI-compatible endpoint. Holds a credential: never log it. */
export type JudgeModelConfig = {
  /** Without `/chat/completions`. */
  baseUrl: string;
  model: string;
  apiKey: string | null;
  /** US dollars for 1,000 tokens; null when nobody said, and the cost of an opinion is then null too. */
  inputCostPer1k: number | null;
  outputCostPer1k: number | null;
  timeoutMs: number;
};

/** Which judges have a model. Null: the deterministic judge of that name answers, and there is no meta model. */
export type JudgingConfig = {
  objective: JudgeModelConfig | null;
  specificity: JudgeModelConfig | null;
  criteria: JudgeModelConfig | null;
  meta: JudgeModelConfig | null;
  /** From 0 to 1: a verdict below it goes to the review queue. */
  confidenceThreshold: number;
};

export const DETERMINISTIC_ONLY: JudgingConfig = {
  objective: null,
  specificity: null,
  criteria: null,
  meta: null,
  confidenceThreshold: 0.7,
};

export function judgingConfigOf(
  config: Pick<Config, 'judges' | 'metaJudge' | 'judgeConfidenceThreshold'>,
): JudgingConfig {
  return {
    objective: modelOf(config.judges.objective),
    specificity: modelOf(config.judges.specificity),
    criteria: modelOf(config.judges.criteria),
    meta: modelOf(config.metaJudge),
    confidenceThreshold: config.judgeConfidenceThreshold,
  };
}

function modelOf(model: JudgeModel | null): JudgeModelConfig | null {
  if (model === null) return null;
  return {
    baseUrl: model.baseUrl,
    model: model.model,
    apiKey: model.key,
    inputCostPer1k: perThousand(model.inputCost),
    outputCostPer1k: perThousand(model.outputCost),
    timeoutMs: model.timeoutMs,
  };
}

/** The settings give prices for a million tokens. */
function perThousand(perMillion: number | null): number | null {
  return perMillion === null ? null : perMillion / 1000;
}
