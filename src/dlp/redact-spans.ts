import type { DlpMatch } from './dlp-engine.ts';
import type { Span } from './dlp-rule.ts';
import { mergeSpans } from './planted.ts';

/** What stands in the place of what a rule took out. A rule's id is plain ASCII; its name is whatever somebody wrote. */
export const redactionMark = (rule: string) => `[redacted ${rule}]`;

/** The text with each match taken out and its rule named in its place. What is `spared` stays, in the middle of a match too. */
export function redactSpans(text: string, matches: readonly DlpMatch[], spared: readonly Span[]): string {
  let redacted = '';
  let at = 0;
  for (const { rule, start, end } of mergeSpans(matches)) {
    const kept = spared.filter((span) => span.end > start && span.start < end);
    const within = kept.map((span) => text.slice(Math.max(start, span.start), Math.min(end, span.end))).join('');
    redacted += text.slice(at, start) + redactionMark(rule) + within;
    at = end;
  }
  return redacted + text.slice(at);
}
