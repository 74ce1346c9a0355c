import { findAll, fold, type Span } from './find-text.ts';
import { wordsOf } from './words.ts';

/** Something repeated: how many times in a row, and from where to where. */
export type RepeatedRun = Span & { times: number; what: string };

const NONE: RepeatedRun = { start: 0, end: 0, times: 0, what: '' };
/** The longest phrase, in words, whose repetition is looked for. */
const MAX_PERIOD = 12;

/** The longest run of `token`, with nothing but up to four characters of spacing or punctuation between two of them. */
export function longestTokenRun(text: string, token: string): RepeatedRun {
  const folded = fold(text);
  let best = NONE;
  let run = NONE;
  for (const span of findAll(folded, fold(token), folded.length)) {
    const between = folded.slice(run.end, span.start);
    const continues = run.times > 0 && between.length <= 4 && !/[\p{L}\p{N}]/u.test(between);
    run = continues ? { ...run, end: span.end, times: run.times + 1 } : { ...span, times: 1, what: token };
    if (run.times > best.times) best = run;
  }
  return best;
}

/** The longest run of any word, of any phrase of up to twelve words, or of one letter or digit without spaces. */
export function longestRun(text: string): RepeatedRun {
  const words = wordsOf(text);
  let best = longestLetterRun(text);
  for (let period = 1; period <= MAX_PERIOD; period += 1) {
    let matched = 0;
    for (let i = period; i < words.length; i += 1) {
      matched = words[i]!.text === words[i - period]!.text ? matched + 1 : 0;
      const times = Math.floor(matched / period) + 1;
      if (matched < period || times <= best.times) continue;
      const first = words[i - matched - period + 1]!;
      const what = text.slice(first.start, words[i - matched]!.end);
      best = { start: first.start, end: words[i]!.end, times, what };
    }
  }
  return best;
}

function longestLetterRun(text: string): RepeatedRun {
  let best = NONE;
  for (const { 0: run, index } of text.matchAll(/([\p{L}\p{N}])\1{9,}/gu)) {
    if (run.length > best.times) best = { start: index, end: index + run.length, times: run.length, what: run[0]! };
  }
  return best;
}
