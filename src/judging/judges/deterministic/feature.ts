import type { AnswerReading } from './answer-reading.ts';
import type { ObjectiveReading } from './objective-reading.ts';
import type { SentenceReading } from './sentence-reading.ts';
import type { Topic } from './topic.ts';

/** All that a feature is computed from. */
export type Read = { objective: ObjectiveReading; answer: AnswerReading; topic: Topic };

/** A feature's weight may only have this sign: a fit that wants the other one gets none. */
export type Sign = 1 | -1;

export function countOf(sentences: readonly SentenceReading[], which: (s: SentenceReading) => boolean): number {
  let count = 0;
  for (const sentence of sentences) if (which(sentence)) count++;
  return count;
}
