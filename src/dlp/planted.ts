import type { Span } from './dlp-rule.ts';

/** A shorter value could stand in a text by chance, and what it hides there could be real. */
const SHORTEST = 6;
/** A variable with a form like this is a canary or a planted secret: numbers and choices have no forms. */
const FORM = '.left';

/**
 * The canaries and planted secrets of an attempt, by its variables, in every form in which its texts may hold them. They were drawn for the
 * attempt and are nobody's: rules that look for real ones pass over them.
 */
export function plantedValues(variables: Readonly<Record<string, string>>): string[] {
  const names = Object.keys(variables);
  const bases = names.filter((name) => names.includes(`${name}${FORM}`));
  const ofThem = names.filter((name) => bases.some((base) => name === base || name.startsWith(`${base}.`)));
  const values = new Set(ofThem.map((name) => variables[name]!).filter((value) => value.length >= SHORTEST));
  return [...values].sort((a, b) => b.length - a.length);
}

/** Where planted values stand in a text, in order, none within another. */
export function plantedSpans(text: string, planted: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (const value of planted) {
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
      spans.push({ start: at, end: at + value.length });
    }
  }
  return mergeSpans(spans);
}

/** The text with line breaks in the place of spans: no rule that comes with Tribunal finds one within a value, and every place stays. */
export function maskSpans(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  let masked = '';
  let at = 0;
  for (const { start, end } of spans) {
    masked += text.slice(at, start) + '\n'.repeat(end - start);
    at = end;
  }
  return masked + text.slice(at);
}

/** In order; what overlaps becomes one. */
export function mergeSpans<S extends Span>(spans: readonly S[]): S[] {
  const merged: S[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  return merged;
}
