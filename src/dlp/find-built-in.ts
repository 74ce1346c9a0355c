import type { BuiltInRule, Span } from './dlp-rule.ts';

/** Where a rule that comes with Tribunal finds something. */
export function findBuiltIn(rule: BuiltInRule, text: string, onlyFirst: boolean): Span[] {
  const spans: Span[] = [];
  const { pattern } = rule;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const found = rule.cut ? rule.cut(match[0]) : match[0];
    const isOne = found !== '' && (rule.check?.(found) ?? true);
    // What only looked like one may hide the beginning of one.
    pattern.lastIndex = match.index + (isOne ? found.length : 1);
    if (!isOne) continue;
    spans.push({ start: match.index, end: match.index + found.length });
    if (onlyFirst) break;
  }
  return spans;
}

/** True without words: every text is looked through then. */
export function holdsAny(lower: string, words: readonly string[]): boolean {
  return words.length === 0 || words.some((word) => lower.includes(word));
}
