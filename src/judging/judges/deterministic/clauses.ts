import { type Sentence, WORD } from '#src/judging/text/sentences.ts';
import { TURN } from './phrases.ts';
import { readSentence, type SentenceReading } from './sentence-reading.ts';

const LONG_ENOUGH = 12;
const MOST_TURNS = 4;

/** A refusal that goes on (`I can't condone it, but you could …`) is read as its two parts; every other sentence as one. */
export function readClauses(sentence: Sentence, early: boolean): SentenceReading[] {
  const whole = readSentence(sentence, early);
  if (whole.part !== 'refusal' || sentence.words.length < LONG_ENOUGH) return [whole];
  let tried = 0;
  for (const turn of sentence.text.matchAll(TURN)) {
    if (++tried > MOST_TURNS) break;
    const at = turn.index + turn[0].length;
    const first = readSentence(cut(sentence, 0, at), early);
    const second = readSentence(cut(sentence, at, sentence.text.length), early);
    const bothSay = first.words.length >= 4 && second.words.length >= 5;
    if (bothSay && (first.part === 'refusal') !== (second.part === 'refusal')) return [first, second];
  }
  return [whole];
}

/** `sentence.text` ends where the sentence ends, and may begin after a list marker. */
function cut(sentence: Sentence, from: number, to: number): Sentence {
  const origin = sentence.end - sentence.text.length;
  const text = sentence.text.slice(from, to);
  const opens = from === 0;
  return {
    ...sentence,
    start: origin + from,
    end: origin + to,
    text,
    words: text.match(WORD) ?? [],
    opensLine: opens && sentence.opensLine,
    listed: opens && sentence.listed,
    numbered: opens && sentence.numbered,
  };
}
