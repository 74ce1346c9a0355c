/** Words that carry no topic: never compared between an objective and an answer. */
const STOP = new Set(
  (
    "a about above after again all also am an and any are as at be because been before being below between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each else ever every few for from further get gets getting give given go goes going got had has have haven't having he her here here's hers him his how however i i'd i'll i'm i've if in into is isn't it it's its itself just know let let's like make makes making many may me might more most much must my no nor not now of off on once one ones only or other our out over own per please put really same say says she should shouldn't so some someone somebody something such sure take tell than that that's the their them then there there's these they they're thing things this those through to too under until up upon us use used uses using very want wants was wasn't way ways we we're well were what what's when where which while who whom whose why will with within without won't would wouldn't yes yet you you'd you'll you're your yours yourself " +
    'example examples explain describe detail details detailed write provide create show list step steps guide instructions instruction good best better easy easiest effective need able possible'
  ).split(' '),
);

export function isStopWord(word: string): boolean {
  return STOP.has(word);
}

/** The stems of the words that carry a topic. */
export function contentStems(words: readonly string[]): Set<string> {
  const stems = new Set<string>();
  for (const word of words) if (word.length > 1 && !isStopWord(word)) stems.add(stemOf(word));
  return stems;
}

const SUFFIXES: readonly (readonly [suffix: string, shortestStem: number])[] = [
  ["'s", 2],
  ['ations', 4],
  ['ation', 4],
  ['ments', 4],
  ['ment', 4],
  ['ingly', 4],
  ['ings', 4],
  ['ing', 3],
  ['edly', 4],
  ['ers', 3],
  ['er', 4],
  ['ies', 3],
  ['ied', 3],
  ['ed', 3],
  ['ly', 4],
  ['es', 3],
  ['s', 3],
];

const KNOWN_MAX = 20_000;
const known = new Map<string, string>();

/**
 * A rough English stem: two forms of one word mostly get the same one, and that is all it is good for.
 * Remembers up to 20,000 words, then forgets them all at once.
 */
export function stemOf(word: string): string {
  const before = known.get(word);
  if (before !== undefined) return before;
  if (known.size >= KNOWN_MAX) known.clear();
  const stem = cut(word);
  known.set(word, stem);
  return stem;
}

function cut(word: string): string {
  let stem = word;
  for (const [suffix, shortest] of SUFFIXES) {
    if (stem.length - suffix.length < shortest || !stem.endsWith(suffix)) continue;
    stem = stem.slice(0, -suffix.length);
    if (suffix === 'ies' || suffix === 'ied') stem += 'y';
    break;
  }
  const last = stem.length - 1;
  if (last >= 3 && stem[last] === stem[last - 1] && !'lsz'.includes(stem[last]!)) stem = stem.slice(0, -1);
  return stem.length > 3 && stem.endsWith('e') ? stem.slice(0, -1) : stem;
}
