import type { Rarity } from '#src/judging/judges/deterministic/rarity.ts';
import { splitSentences } from '#src/judging/text/sentences.ts';
import { contentStems } from '#src/judging/text/stems.ts';
import type { LabelledAnswer } from './judge-data.ts';

/** Stems that come up under fewer objectives than this are all equally rare. */
const FEWEST = 8;

/** Inverse document frequency, where a document is everything that was answered under one objective. */
export function rarityOfStems(rows: readonly LabelledAnswer[]): Rarity {
  const under = new Map<string, Set<string>>();
  const objectives = new Set<string>();
  for (const { objective, response } of rows) {
    objectives.add(objective);
    for (const stem of contentStems(splitSentences(response.slice(0, 12_000)).flatMap((s) => s.words))) {
      const seen = under.get(stem);
      if (seen === undefined) under.set(stem, new Set([objective]));
      else seen.add(objective);
    }
  }
  const common = [...under].filter(([, seen]) => seen.size >= FEWEST).sort(([a], [b]) => (a < b ? -1 : 1));
  const rarity = (count: number) => Number(Math.log(objectives.size / count).toFixed(2));
  return {
    other: rarity(FEWEST - 2),
    stems: Object.fromEntries(common.map(([stem, seen]) => [stem, rarity(seen.size)])),
  };
}
