import rarity from './data/rarity.json' with { type: 'json' };

/** How rare stems are: inverse document frequencies over the objectives of labelled answers. `other` is that of all that are not listed. */
export type Rarity = { other: number; stems: Readonly<Record<string, number>> };

export const RARITY: Rarity = rarity;
const STEMS = new Map(Object.entries(RARITY.stems));

export function rarityOf(stem: string): number {
  return STEMS.get(stem) ?? RARITY.other;
}
