import { RE2JS } from 're2js';
import { DomainError } from '#src/platform/errors.ts';
import type { Span } from './dlp-rule.ts';

/** How large a tenant's patterns may be: time is at most proportional to the text's length times this. */
export const OWN_PATTERN = {
  /** Of one, in UTF-16 units. */
  characters: 500,
  /** Of one, in instructions of its compiled form: `a` is one, `a{100}` a hundred. */
  steps: 300,
  /** Of all that are switched on, together. */
  stepsOfAll: 2000,
} as const;
/** Finding all matches may look at the same characters again and again. This much of it is done, in characters times instructions. */
const EFFORT = 10_000_000;
/** However long the text: so many matches are told apart. */
const MATCHES_AT_LEAST = 8;

export type OwnPattern = {
  /** Instructions of the compiled form. */
  steps: number;
  find(text: string, onlyFirst: boolean): Span[];
};

/**
 * Compiles a tenant's pattern: RE2 syntax, linear in time, never run by the language's own engine.
 *
 * @throws DomainError `invalid_pattern`: it is no RE2, matches the empty text, or is too large
 */
export function ownPattern(source: string): OwnPattern {
  const compiled = compile(source);
  const steps = compiled.programSize();
  if (steps > OWN_PATTERN.steps) {
    throw refused(`it compiles to ${steps} steps, and ${OWN_PATTERN.steps} are allowed: make its repeats smaller`);
  }
  if (compiled.test('')) throw refused('it matches the empty text, so it would match everywhere');
  return { steps, find: (text, onlyFirst) => findAll(compiled, steps, text, onlyFirst) };
}

function compile(source: string): RE2JS {
  if (source.length > OWN_PATTERN.characters) {
    throw refused(`it has more than ${OWN_PATTERN.characters} characters`);
  }
  try {
    return RE2JS.compile(source);
  } catch (error) {
    throw refused(`it is no RE2 syntax (${(error as Error).message.slice(0, 200)})`);
  }
}

function refused(why: string): DomainError {
  return new DomainError('invalid_pattern', `This pattern cannot be used: ${why}.`, { path: ['pattern'] });
}

/**
 * All matches, in order. A pattern that looks far ahead for each of many short matches could make this quadratic: when the effort is spent,
 * all that is left of the text counts as one match.
 */
function findAll(compiled: RE2JS, steps: number, text: string, onlyFirst: boolean): Span[] {
  if (!compiled.test(text)) return [];
  const matcher = compiled.matcher(text);
  const spans: Span[] = [];
  let effort = EFFORT + MATCHES_AT_LEAST * text.length * steps;
  while (matcher.find()) {
    const span = { start: matcher.start(), end: matcher.end() };
    if (span.end === span.start) continue;
    effort -= (text.length - span.start) * steps;
    spans.push(effort > 0 ? span : { start: span.start, end: text.length });
    if (onlyFirst || effort <= 0) break;
  }
  return spans;
}
