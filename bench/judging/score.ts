/** What was said about one answer: its label, the guess where everything must be decided, and the verdict, null where it abstained. */
export type Guess = { achieved: boolean; forced: boolean; decided: boolean | null };

type Interval = [low: number, high: number];
export type Measured = { value: number; interval: Interval };
export type Score = { answers: number; accuracy: Measured; precision: Measured; recall: Measured; f1: Measured };

type Confusion = { tp: number; fp: number; fn: number; tn: number };

const Z = 1.96;
const RESAMPLES = 300;

/** 95 % intervals: Wilson's for shares, a seeded bootstrap for F1. Shares of nothing are 0 with the interval 0 to 1. */
function scoreOf(pairs: readonly { achieved: boolean; said: boolean }[]): Score {
  const c = confusion(pairs);
  return {
    answers: pairs.length,
    accuracy: share(c.tp + c.tn, pairs.length),
    precision: share(c.tp, c.tp + c.fp),
    recall: share(c.tp, c.tp + c.fn),
    f1: { value: f1Of(c), interval: f1Interval(c, pairs.length) },
  };
}

export function fullScore(guesses: readonly Guess[]): Score {
  return scoreOf(guesses.map(({ achieved, forced }) => ({ achieved, said: forced })));
}

/** Over the answers that were decided. Recall is over those too. */
export function decidedScore(guesses: readonly Guess[]): Score & { coverage: number } {
  const decided = guesses.flatMap(({ achieved, decided: said }) => (said === null ? [] : [{ achieved, said }]));
  return { ...scoreOf(decided), coverage: guesses.length === 0 ? 0 : decided.length / guesses.length };
}

function confusion(pairs: readonly { achieved: boolean; said: boolean }[]): Confusion {
  const count = (achieved: boolean, said: boolean) =>
    pairs.reduce((n, pair) => n + Number(pair.achieved === achieved && pair.said === said), 0);
  return { tp: count(true, true), fp: count(false, true), fn: count(true, false), tn: count(false, false) };
}

function share(part: number, whole: number): Measured {
  if (whole === 0) return { value: 0, interval: [0, 1] };
  const p = part / whole;
  const centre = (p + Z ** 2 / (2 * whole)) / (1 + Z ** 2 / whole);
  const half = (Z * Math.sqrt((p * (1 - p)) / whole + Z ** 2 / (4 * whole ** 2))) / (1 + Z ** 2 / whole);
  return { value: p, interval: [Math.max(0, centre - half), Math.min(1, centre + half)] };
}

function f1Of({ tp, fp, fn }: Confusion): number {
  return tp === 0 ? 0 : (2 * tp) / (2 * tp + fp + fn);
}

function f1Interval(c: Confusion, answers: number): Interval {
  if (answers === 0) return [0, 1];
  const random = seeded(20_261_121);
  const drawn = Array.from({ length: RESAMPLES }, () => f1Of(resample(c, answers, random))).sort((a, b) => a - b);
  return [drawn[Math.floor(RESAMPLES * 0.025)]!, drawn[Math.ceil(RESAMPLES * 0.975) - 1]!];
}

function resample({ tp, fp, fn }: Confusion, answers: number, random: () => number): Confusion {
  const drawn = { tp: 0, fp: 0, fn: 0, tn: 0 };
  for (let i = 0; i < answers; i++) {
    const at = random() * answers;
    drawn[at < tp ? 'tp' : at < tp + fp ? 'fp' : at < tp + fp + fn ? 'fn' : 'tn']++;
  }
  return drawn;
}

/** The same numbers on every machine (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
