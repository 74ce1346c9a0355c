import type { DlpEngine } from '#src/dlp/dlp-engine.ts';
import { plantedValues } from '#src/dlp/planted.ts';
import { veil } from '#src/dlp/veil.ts';
import type { JudgeCase } from './judges/judge.ts';

/**
 * A case as models read it: without what the tenant's rules block or redact, in what the target said too. Every passage keeps its place, so
 * that what a model cites is found in the answer itself.
 */
export function forModels(dlp: DlpEngine, question: JudgeCase, variables: Readonly<Record<string, string>>): JudgeCase {
  const planted = plantedValues(variables);
  const veiled = (text: string) => veil(dlp, text, planted);
  return { ...question, prompts: question.prompts.map(veiled), answers: question.answers.map(veiled) };
}
