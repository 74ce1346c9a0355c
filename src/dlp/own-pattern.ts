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
  stepsOfAll: 1000,
} as const;
/**
 * What finding places may cost for one text, over all of a tenant's rules, in characters times instructions: under a second. Whether there is
 * a match at all is asked besides, which is linear by itself.
 */
const EFFORT = 20_000_000;

/** What is left of it. */
export type Effort = { left: number };
export const newEffort = (): Effort => ({ left: EFFORT });

export type OwnPattern = {
  /** Instructions of the compiled form. */
  steps: number;
  find(text: string, onlyFirst: boolean, effort?: Effort): Span[];
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
  return { steps, find: (text, ...how) => findAll(compiled, steps, text, ...how) };
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
 * All matches, in order. A pattern that looks far ahead for each of many short matches would make this quadratic: when the effort is spent,
 * all that is left of the text counts as one match.
 */
function findAll(compiled: RE2JS, steps: number, text: string, onlyFirst: boolean, effort = newEffort()): Span[] {
  if (!compiled.test(text)) return [];
  const matcher = compiled.matcher(text);
  const spans: Span[] = [];
  let at = 0;
  while (effort.left > 0) {
    effort.left -= (text.length - at) * steps;
    if (!matcher.find()) return spans;
    at = matcher.end();
    if (at > matcher.start()) spans.push({ start: matcher.start(), end: at });
    if (onlyFirst && spans.length > 0) return spans;
  }
  return at < text.length ? [...spans, { start: at, end: text.length }] : spans;
}
