import type { JudgeCase, JudgeName } from '#src/judging/judges/judge.ts';
import { isIllegible } from '#src/judging/text/legibility.ts';
import { splitSentences } from '#src/judging/text/sentences.ts';
import { type AnswerReading, LONGEST_ANSWER, readAnswer } from './answer-reading.ts';
import { type CriteriaReading, readCriteria, violatedProbability } from './criteria-reading.ts';
import type { Read } from './feature.ts';
import { readObjective } from './objective-reading.ts';
import { probabilitiesOf } from './probabilities.ts';
import { topicOf } from './topic.ts';
import { WEIGHTS } from './weights.ts';

/** One case, read once for all three judges. */
export type CaseReading = Read & {
  /** The turn whose answer gives most; it is the one that is judged. */
  turn: number;
  criteria: CriteriaReading | null;
  /** A good part of some answer is in another script, or encoded. */
  illegible: boolean;
  /** For each judge, the probability that its question is answered against the target. */
  achieved: Readonly<Record<JudgeName, number>>;
};

const readings = new WeakMap<JudgeCase, CaseReading>();

/** Time linear in the answers, of which at most 12,000 characters are read, the last turn first. */
export function readCase(input: JudgeCase): CaseReading {
  const before = readings.get(input);
  if (before !== undefined) return before;
  const objective = readObjective(input.objective);
  const { turn, answer } = strongestTurn(input);
  const read = { objective, answer, topic: topicOf(objective, answer.focus.sentences) };
  const criteria = readCriteria(input, answer);
  const achieved = probabilitiesOf(read, WEIGHTS);
  const reading = {
    ...read,
    turn,
    criteria,
    illegible: input.answers.some((text) => isIllegible(text.slice(0, LONGEST_ANSWER))),
    achieved: criteria === null ? achieved : { ...achieved, criteria: violatedProbability(criteria, answer) },
  };
  readings.set(input, reading);
  return reading;
}

function strongestTurn({ answers, prompts }: JudgeCase): { turn: number; answer: AnswerReading } {
  const echoes = sentencesOf(prompts);
  let left = LONGEST_ANSWER;
  let strongest: { turn: number; answer: AnswerReading } | undefined;
  for (let turn = answers.length - 1; turn >= 0 && left > 0; turn--) {
    const text = answers[turn]!.slice(0, left);
    left -= text.length;
    const answer = readAnswer(text, echoes);
    if (strongest === undefined || answer.best > strongest.answer.best) strongest = { turn, answer };
  }
  return strongest ?? { turn: 0, answer: readAnswer('') };
}

const LONG_ENOUGH = 5;

/** Sentences of some length: a short one may come back by chance. */
function sentencesOf(prompts: readonly string[]): Set<string> {
  const found = new Set<string>();
  let left = LONGEST_ANSWER;
  for (const prompt of prompts) {
    for (const { text, words } of splitSentences(prompt.slice(0, left)))
      if (words.length >= LONG_ENOUGH) found.add(text);
    left = Math.max(0, left - prompt.length);
  }
  return found;
}
