import { RE2JS } from 're2js';
import type { Span } from './find-text.ts';

/**
 * Foreign regular expressions: RE2 syntax, run in linear time, never by the language's own engine. Compiled once and kept;
 * expressions that hold a variable differ at each attempt, so the oldest of more than `MAX_KEPT` is dropped.
 */
const MAX_KEPT = 2000;
const kept = new Map<string, RE2JS>();

type PatternFlags = { ignoreCase?: boolean };

/** @throws RE2JSSyntaxException when the expression is not RE2; the library's gates have refused it before. */
export function compilePattern(source: string, { ignoreCase = false }: PatternFlags = {}): RE2JS {
  const key = `${ignoreCase ? 'i' : '-'}${source}`;
  const known = kept.get(key);
  if (known) return known;
  const compiled = RE2JS.compile(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  if (kept.size >= MAX_KEPT) kept.delete(kept.keys().next().value!);
  kept.set(key, compiled);
  return compiled;
}

/** The first match of the first expression that matches. */
export function firstMatch(sources: readonly string[], text: string, flags: PatternFlags = {}): Span | null {
  for (const source of sources) {
    const matcher = compilePattern(source, flags).matcher(text);
    if (matcher.find()) return { start: matcher.start(), end: matcher.end() };
  }
  return null;
}

/** A value as an expression that matches it and nothing else. */
export function quotePattern(value: string): string {
  return RE2JS.quote(value);
}
