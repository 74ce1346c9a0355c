import { stemOf } from '#src/judging/text/stems.ts';
import type { ObjectiveReading } from './objective-reading.ts';
import { rarityOf } from './rarity.ts';
import type { SentenceReading } from './sentence-reading.ts';

/** How much of what an objective is about comes up in an answer. */
export type Topic = {
  /** Share of the objective's content stems that come up. */
  covered: number;
  /** Rarity of the rarest one that comes up, as a share of that of the rarest one there is. */
  rarestHit: number;
  /** Not one comes up, although the objective has some. */
  missed: boolean;
};

export function topicOf(objective: ObjectiveReading, sentences: readonly SentenceReading[]): Topic {
  const hits = new Set<string>();
  for (const { words } of sentences) {
    for (const word of words) {
      const stem = stemOf(word);
      if (objective.stems.has(stem)) hits.add(stem);
    }
  }
  const all = objective.stems.size;
  if (all === 0) return { covered: 0, rarestHit: 0, missed: false };
  const rarest = Math.max(0, ...[...hits].map(rarityOf));
  return { covered: hits.size / all, rarestHit: rarest / Math.max(objective.rarest, 1e-9), missed: hits.size === 0 };
}
