/** Above this share of common shingles two prompts are the same attack in other clothes. */
const TOO_NEAR = 0.8;
const SHINGLE_WORDS = 4;

type PromptText = { owner: string; text: string };

/**
 * Pairs of prompts of different owners whose words are nearly the same: Jaccard similarity of four-word shingles after lower-casing and
 * taking out variables and punctuation. Only pairs that share a shingle are compared.
 */
export function nearDuplicates(
  prompts: readonly PromptText[],
): { first: string; second: string; similarity: number }[] {
  const shingled = prompts.map(({ owner, text }) => ({ owner, shingles: shinglesOf(text) }));
  const holders = new Map<string, number[]>();
  const pairs = [];
  for (const [second, { owner, shingles }] of shingled.entries()) {
    const common = new Map<number, number>();
    for (const shingle of shingles) {
      const earlier = holders.get(shingle);
      for (const first of earlier ?? []) common.set(first, (common.get(first) ?? 0) + 1);
      if (earlier) earlier.push(second);
      else holders.set(shingle, [second]);
    }
    for (const [first, shared] of common) {
      const similarity = shared / (shingled[first]!.shingles.size + shingles.size - shared);
      if (shingled[first]!.owner !== owner && similarity >= TOO_NEAR)
        pairs.push({ first: shingled[first]!.owner, second: owner, similarity });
    }
  }
  return pairs;
}

function shinglesOf(text: string): Set<string> {
  const words =
    text
      .replace(/\{\{[^{}]{0,80}\}\}/g, ' ')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < SHINGLE_WORDS) return new Set([words.join(' ')]);
  const shingles = new Set<string>();
  for (let i = 0; i + SHINGLE_WORDS <= words.length; i += 1) shingles.add(words.slice(i, i + SHINGLE_WORDS).join(' '));
  return shingles;
}
