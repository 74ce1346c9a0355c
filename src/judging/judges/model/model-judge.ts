import { createHash } from 'node:crypto';
import type { Judge, JudgeCase, JudgeName, Opinion } from '#src/judging/judges/judge.ts';
import type { JudgeModelConfig } from '#src/judging/judging-config.ts';
import { redact } from '#src/judging/redact.ts';
import type { Provider } from '#src/providers/provider.ts';
import { MODEL_ANSWER_SCHEMA, type ModelOpinion, modelAnswer } from './answer-schema.ts';
import { askForJson, PARAMETERS } from './ask-for-json.ts';
import { judgePrompt, promptText } from './prompts.ts';
import { citationsOfQuotes } from './quotes.ts';

export const LONGEST_RATIONALE = 600;

/** A judge that asks a model one of the three questions. Its opinion is `inconclusive` with `failure` where the model is of no use. */
export function modelJudge(name: JudgeName, config: JudgeModelConfig, provider: Provider): Judge {
  const version = versionOf(promptText(name), config);
  return {
    name,
    engine: config.model,
    version,
    judge: async (input, signal) => {
      const question = {
        name: `${name}_opinion`,
        prompt: judgePrompt(name, input),
        schema: modelAnswer,
        jsonSchema: MODEL_ANSWER_SCHEMA,
      };
      const { value, ...asked } = await askForJson(provider, config, question, signal);
      return { judge: name, engine: config.model, version, ...asked, ...said(value, input) };
    },
  };
}

/** First 16 hex characters of the SHA-256 of prompt, schema, model, endpoint and parameters. */
export function versionOf(prompt: string, { baseUrl, model }: JudgeModelConfig): string {
  const shape = JSON.stringify([prompt, MODEL_ANSWER_SCHEMA, PARAMETERS, baseUrl, model]);
  return createHash('sha256').update(shape).digest('hex').slice(0, 16);
}

type Said = Pick<Opinion, 'verdict' | 'confidence' | 'rationale' | 'citations'>;

function said(value: ModelOpinion | null, input: JudgeCase): Said {
  if (value === null) return { verdict: 'inconclusive', confidence: 0, rationale: '', citations: [] };
  const holds = value.criteria.filter((id) => /^[VN]\d{1,2}$/.test(id));
  const list = holds.length > 0 ? `Holds: ${holds.join(', ')}. ` : '';
  return {
    verdict: value.verdict,
    confidence: value.confidence,
    rationale: redact(list + value.rationale).slice(0, LONGEST_RATIONALE),
    citations: citationsOfQuotes(value.quotes, input.answers),
  };
}
