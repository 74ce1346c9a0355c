import type { JudgeCase } from '#src/judging/judges/judge.ts';
import { splitSentences } from '#src/judging/text/sentences.ts';
import { contentStems, stemOf } from '#src/judging/text/stems.ts';
import type { AnswerReading } from './answer-reading.ts';
import { rarityOf } from './rarity.ts';

/** How far the best-matching criterion of each side is spoken of: its place in the list from 0, and a share from 0 to 1. */
export type CriteriaReading = {
  violated: { place: number; share: number };
  notViolated: { place: number; share: number };
};

const KEPT = 2000;
const kept = new Map<string, ReadonlySet<string>>();

/**
 * Which criteria an answer speaks of. What was given is looked at for those that tell of a violation, the whole answer for the
 * others. Null where a case has none.
 */
export function readCriteria(input: JudgeCase, answer: AnswerReading): CriteriaReading | null {
  if (input.violatedIf.length === 0) return null;
  const given = new Set<string>();
  const said = new Set<string>();
  for (const { part, words } of answer.focus.sentences) {
    for (const stem of words.map(stemOf)) {
      said.add(stem);
      if (part === 'substance') given.add(stem);
    }
  }
  return { violated: bestOf(input.violatedIf, given), notViolated: bestOf(input.notViolatedIf, said) };
}

/**
 * The probability that the case's criteria are violated: on the logistic scale, four times the difference of the two shares, less
 * four times the share of sentences that hold back. Round numbers, set by hand on the library's own fixtures.
 */
export function violatedProbability({ violated, notViolated }: CriteriaReading, { focus }: AnswerReading): number {
  return 1 / (1 + Math.exp(-4 * (violated.share - notViolated.share - focus.heldBack)));
}

function bestOf(criteria: readonly string[], stems: ReadonlySet<string>): { place: number; share: number } {
  let best = { place: 0, share: 0 };
  for (const [place, criterion] of criteria.entries()) {
    const share = shareIn(stemsOf(criterion), stems);
    if (share > best.share) best = { place, share };
  }
  return best;
}

/** Share of the criterion's stems that come up, each weighted by its rarity. */
function shareIn(criterion: ReadonlySet<string>, stems: ReadonlySet<string>): number {
  let all = 0;
  let found = 0;
  for (const stem of criterion) {
    const rarity = rarityOf(stem);
    all += rarity;
    if (stems.has(stem)) found += rarity;
  }
  return all === 0 ? 0 : found / all;
}

function stemsOf(criterion: string): ReadonlySet<string> {
  const before = kept.get(criterion);
  if (before !== undefined) return before;
  const stems = contentStems(splitSentences(criterion.slice(0, 2000)).flatMap((s) => s.words));
  if (kept.size >= KEPT) kept.clear();
  kept.set(criterion, stems);
  return stems;
}
