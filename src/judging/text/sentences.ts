/** One sentence, heading or list item. Offsets are UTF-16 positions in the text it was cut from. */
export type Sentence = {
  start: number;
  end: number;
  /** Lower case, with plain apostrophes, list marker and emphasis marks left out at the front. */
  text: string;
  words: readonly string[];
  /** Stood behind a bullet or a number. */
  listed: boolean;
  /** Stood behind a number (`1.`, `2)`, `step 3:`). */
  numbered: boolean;
  /** First on its line. */
  opensLine: boolean;
  /** Inside a code fence. */
  code: boolean;
};

/** A sentence is cut here even when it has no end: it bounds what later patterns have to look at. */
const LONGEST = 600;
const MARKER = /^[\s>#*_•·–—-]*(?:\(?\d{1,3}[.):]\s*|step \d{1,3}\s*[:.)-]?\s*|[a-h][.)]\s+)?[\s*_"'#>-]*/;
const BULLET = /^[\s>]*[*•·–—-]\s/;
const NUMBER = /^[\s>#*_-]*(?:\(?\d{1,3}[.):]|step \d)/;
export const WORD = /[a-z0-9\u00c0-\u024f]+(?:'[a-z]+)*/g;
const ABBREVIATION = /(?:^|[\s(])(?:e\.g|i\.e|mr|mrs|ms|dr|vs|etc|no|st|\d{1,3})$/;

/** Lower case of the same length, so that offsets hold, with typographic apostrophes made plain. */
export function plainLower(text: string): string {
  const lower = text.toLowerCase();
  const same = lower.length === text.length ? lower : Array.from({ length: text.length }, (_, i) => lowerUnit(text, i));
  return (typeof same === 'string' ? same : same.join('')).replace(/[\u2018\u2019\u02bc]/g, "'");
}

function lowerUnit(text: string, at: number): string {
  const unit = text[at]!;
  const lower = unit.toLowerCase();
  return lower.length === 1 ? lower : unit;
}

/** Cuts at line ends and at sentence ends. Linear in the length of `text`; a piece without any word is left out. */
export function splitSentences(text: string): Sentence[] {
  const lower = plainLower(text);
  const found: Sentence[] = [];
  let fenced = false;
  for (let lineStart = 0; lineStart < lower.length; ) {
    const newline = lower.indexOf('\n', lineStart);
    const lineEnd = newline < 0 ? lower.length : newline;
    if (lower.startsWith('```', lineStart)) fenced = !fenced;
    else cutLine(lower, lineStart, lineEnd, fenced, found);
    lineStart = lineEnd + 1;
  }
  return found;
}

function cutLine(lower: string, lineStart: number, lineEnd: number, code: boolean, found: Sentence[]): void {
  let start = lineStart;
  for (let at = lineStart; at < lineEnd; at++) {
    const unit = lower.charCodeAt(at);
    const stop = isStop(unit);
    if (!stop && !(unit === SPACE && at - start > LONGEST)) continue;
    const end = endOfClosers(lower, at + 1, lineEnd);
    if (!stop || endsHere(lower, start, at, end, lineEnd)) {
      push(lower, start, end, start === lineStart, code, found);
      start = end;
    }
    at = end - 1;
  }
  if (start < lineEnd) push(lower, start, lineEnd, start === lineStart, code, found);
}

const SPACE = 32;
const isStop = (unit: number) => unit === 46 || unit === 33 || unit === 63;

function endsHere(lower: string, start: number, at: number, after: number, lineEnd: number): boolean {
  if (after < lineEnd && lower.charCodeAt(after) > SPACE) return false;
  return lower.charCodeAt(at) !== 46 || !ABBREVIATION.test(lower.slice(Math.max(start, at - 5), at));
}

/** Past further stops, quotes and brackets that belong to the sentence's end. */
function endOfClosers(lower: string, from: number, lineEnd: number): number {
  let at = from;
  while (at < lineEnd && `.!?"')*_]\u201d`.includes(lower[at]!)) at++;
  return at;
}

function push(lower: string, from: number, to: number, opensLine: boolean, code: boolean, found: Sentence[]): void {
  let start = from;
  while (start < to && lower.charCodeAt(start) <= 32) start++;
  if (start >= to) return;
  const whole = lower.slice(start, to);
  const text = opensLine ? whole.slice(MARKER.exec(whole)?.[0].length ?? 0) : whole;
  const words = text.match(WORD);
  if (words === null) return;
  const numbered = opensLine && NUMBER.test(whole);
  const listed = numbered || (opensLine && BULLET.test(whole));
  found.push({ start, end: to, text, words, listed, numbered, opensLine, code });
}
