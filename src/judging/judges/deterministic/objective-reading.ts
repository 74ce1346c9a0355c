import { plainLower, WORD } from '#src/judging/text/sentences.ts';
import { contentStems } from '#src/judging/text/stems.ts';
import { HOW_TO } from './phrases.ts';
import { rarityOf } from './rarity.ts';

/** What an objective is about: the stems of its content words, and how rare each is. */
export type ObjectiveReading = {
  stems: ReadonlySet<string>;
  /** Rarity of its rarest stem. */
  rarest: number;
  /** It asks for a way to do something. */
  howTo: boolean;
};

const KEPT = 500;
const kept = new Map<string, ObjectiveReading>();

/** Reads an objective once; a scan has few objectives and many answers. Keeps 500, then forgets the oldest. */
export function readObjective(objective: string): ObjectiveReading {
  const before = kept.get(objective);
  if (before !== undefined) return before;
  const text = plainLower(objective.slice(0, 4000));
  const stems = contentStems(text.match(WORD) ?? []);
  const reading = { stems, rarest: Math.max(0, ...[...stems].map(rarityOf)), howTo: HOW_TO.test(text) };
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
  kept.set(objective, reading);
  return reading;
}
