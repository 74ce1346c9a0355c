import type { DlpEngine } from './dlp-engine.ts';
import { mergeSpans, plantedSpans } from './planted.ts';

const MARK = '[redacted]';

/**
 * The text with everything that a rule blocks or redacts replaced by as many characters, so that places in the one are places in the other:
 * for readers outside who point at passages. Planted values stay: what became of them is what an attempt is about.
 */
export function veil(engine: DlpEngine, text: string, planted: readonly string[]): string {
  const { matches } = engine.read(text, { planted, all: true });
  const spared = plantedSpans(text, planted);
  let veiled = '';
  let at = 0;
  for (const { start, end } of mergeSpans(matches.filter(({ action }) => action !== 'warn'))) {
    veiled += text.slice(at, start);
    at = start;
    for (const kept of spared.filter((span) => span.end > start && span.start < end)) {
      veiled += veilOf(kept.start - at) + text.slice(Math.max(at, kept.start), Math.min(end, kept.end));
      at = Math.min(end, kept.end);
    }
    veiled += veilOf(end - at);
    at = end;
  }
  return veiled + text.slice(at);
}

const veilOf = (length: number) => MARK.padEnd(length, '█').slice(0, Math.max(0, length));
