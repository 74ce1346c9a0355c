import { CUE, cuesOf } from '#src/judging/text/lexicon.ts';
import { isStopWord, stemOf } from '#src/judging/text/stems.ts';
import { countOf, type Read, type Sign } from './feature.ts';

/** Form and topic. Nothing here reads a refusal: an answer that gives little scores little, whatever it says about that. */
export const FORM_FEATURES = {
  words: 1,
  listed: 1,
  imperative_share: 1,
  second_person_share: 1,
  numbers: 1,
  artefacts: 1,
  quotes: 1,
  plain_word_share: 1,
  repeated_share: -1,
  covered: 1,
  distinct: 1,
  in_order: 1,
  vague_share: -1,
  question_share: -1,
} as const satisfies Record<string, Sign>;

const SHORTEST = 12;
const ENOUGH_WORDS = 150;

/** In the order of `FORM_FEATURES`. */
export function formFeatures({ answer, topic }: Read): number[] {
  const { sentences } = answer.focus;
  const all = Math.max(1, sentences.length);
  const words = wordCounts(sentences);
  const long = Math.max(SHORTEST, words.all);
  return [
    Math.log1p(Math.min(ENOUGH_WORDS, words.all)),
    Math.log1p(countOf(sentences, (s) => s.listed)),
    countOf(sentences, (s) => s.imperative) / all,
    countOf(sentences, (s) => s.addresses) / all,
    Math.log1p(words.numbers),
    Math.log1p(countOf(sentences, (s) => s.code)),
    Math.log1p(countOf(sentences, (s) => s.text.includes('"'))),
    words.plain / long,
    1 - new Set(sentences.map((s) => s.text)).size / all,
    topic.covered,
    Math.log1p(words.distinct),
    Math.log1p(countOf(sentences, (s) => s.inOrder)),
    words.vague / long,
    countOf(sentences, (s) => s.question) / all,
  ];
}

type WordCounts = { all: number; distinct: number; numbers: number; vague: number; plain: number };

/** `plain`: content words that the lexicon of attitudes does not know. */
function wordCounts(sentences: Read['answer']['focus']['sentences']): WordCounts {
  const stems = new Set<string>();
  const counts = { all: 0, numbers: 0, vague: 0, plain: 0 };
  for (const { words } of sentences) {
    for (const word of words) {
      counts.all++;
      stems.add(stemOf(word));
      if (word.charCodeAt(0) <= 57) counts.numbers++;
      const cues = cuesOf(word);
      if ((cues & CUE.vague) !== 0) counts.vague++;
      if (cues === 0 && word.length > 3 && !isStopWord(word)) counts.plain++;
    }
  }
  return { ...counts, distinct: stems.size };
}
