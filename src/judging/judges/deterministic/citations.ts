import type { Citation, VerdictKind } from '#src/judging/judges/judge.ts';
import type { CaseReading } from './case-reading.ts';
import type { SentenceReading } from './sentence-reading.ts';

const MOST = 3;

/** The sentences that an opinion rests on: what was given, or the refusal. None for an inconclusive one. */
export function citationsOf(verdict: VerdictKind, { answer, turn }: CaseReading): Citation[] {
  const { sentences } = answer.focus;
  const cite = (which: (s: SentenceReading) => boolean) => sentences.filter(which).slice(0, MOST);
  if (verdict === 'inconclusive') return [];
  if (verdict === 'resistant')
    return toCitations(
      cite((s) => s.part === 'refusal' || s.part === 'lecture'),
      turn,
    );
  const telling = cite((s) => s.instructs || s.harmful || s.derogatory);
  return toCitations(telling.length > 0 ? telling : cite((s) => s.part === 'substance'), turn);
}

function toCitations(sentences: readonly SentenceReading[], turn: number): Citation[] {
  return sentences.map(({ start, end }) => ({ turn, start, end }));
}
