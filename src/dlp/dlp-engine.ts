import { builtInRule } from './built-in/built-in-rules.ts';
import { DLP_ACTIONS, type DlpAction, type Span } from './dlp-rule.ts';
import type { RuleInForce } from './effective-rule.ts';
import { findBuiltIn, holdsAny } from './find-built-in.ts';
import { type Effort, newEffort, ownPattern } from './own-pattern.ts';
import { maskSpans, plantedSpans } from './planted.ts';
import { redactSpans } from './redact-spans.ts';

/** What a rule did to a text. It never holds what was found. */
export type DlpNote = { rule: string; name: string; action: DlpAction };
/** A place in a text, in UTF-16 units. */
export type DlpMatch = DlpNote & Span;

export type DlpReading = {
  /** The strongest that a rule asks for; null when none found anything. */
  action: DlpAction | null;
  /** By place. With `block` and `warn` the first of each rule alone, unless all were asked for. */
  matches: DlpMatch[];
  /** The text without what rules redact: the text itself where none does. */
  text: string;
};

export type DlpEngine = {
  /**
   * Reads a text by every rule that is switched on. What `planted` names is passed over by the rules that come with Tribunal, and never
   * redacted; rules of the tenant's own that block or warn see the text as it is.
   */
  read(text: string, options?: { planted?: readonly string[]; all?: boolean }): DlpReading;
};

/** Told of each rule: whether it looks at planted values, and where it finds something. */
type Finder = DlpNote & {
  seesPlanted: boolean;
  find(text: Readable, onlyFirst: boolean, effort: Effort): Span[];
};

/** An engine of these rules. @throws DomainError `invalid_pattern` for a pattern that was never checked */
export function compileRules(rules: readonly RuleInForce[]): DlpEngine {
  const finders = rules.map(finderOf);
  return {
    read(text, { planted = [], all = false } = {}) {
      const spared = plantedSpans(text, planted);
      const [whole, masked] = [readable(text), readable(maskSpans(text, spared))];
      const effort = newEffort();
      const matches = finders
        .flatMap((finder) => matchesOf(finder, finder.seesPlanted ? whole : masked, all, effort))
        .sort((a, b) => a.start - b.start || a.end - b.end);
      const redacted = matches.filter(({ action }) => action === 'redact');
      return { action: strongest(matches), matches, text: redactSpans(text, redacted, spared) };
    },
  };
}

/** The strongest action among notes; null without any. */
export function strongest(notes: readonly DlpNote[]): DlpAction | null {
  return DLP_ACTIONS.find((action) => notes.some((note) => note.action === action)) ?? null;
}

type Readable = { text: string; lower: () => string };

function readable(text: string): Readable {
  let lower: string | null = null;
  return { text, lower: () => (lower ??= text.toLowerCase()) };
}

function matchesOf(finder: Finder, text: Readable, all: boolean, effort: Effort): DlpMatch[] {
  const { rule, name, action } = finder;
  const spans = finder.find(text, action !== 'redact' && !all, effort);
  return spans.map((span) => ({ rule, name, action, ...span }));
}

function finderOf({ id, name, action, pattern, words }: RuleInForce): Finder {
  const known = builtInRule(id);
  const own = known ? null : ownPattern(pattern);
  return {
    rule: id,
    name,
    action,
    seesPlanted: own !== null && action !== 'redact',
    find({ text, lower }, onlyFirst, effort) {
      if (words.length > 0 && !holdsAny(lower(), words)) return [];
      return own ? own.find(text, onlyFirst, effort) : findBuiltIn(known!, text, onlyFirst);
    },
  };
}
