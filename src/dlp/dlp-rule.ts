/** What becomes of a text in which a rule finds something, the strongest first. */
export const DLP_ACTIONS = ['block', 'redact', 'warn'] as const;
export type DlpAction = (typeof DLP_ACTIONS)[number];

/** `custom` are the tenant's own rules. */
export const DLP_CATEGORIES = ['credential', 'key', 'personal', 'internal', 'custom'] as const;
export type DlpCategory = (typeof DLP_CATEGORIES)[number];

/** A stretch of a text, in UTF-16 units; `end` is behind it. */
export type Span = { start: number; end: number };

/** A rule that comes with Tribunal. Its id never changes and is never given to another. */
export type BuiltInRule = {
  id: string;
  name: string;
  category: DlpCategory;
  /** What it does where a tenant has not said otherwise. */
  action: DlpAction;
  /** Global. It begins with a literal or cannot begin within its own match, and each part is bounded: it takes linear time. */
  pattern: RegExp;
  /** In lower case: a text that holds none of them is not looked through. Where a form alone says little, the words that make it telling. */
  words: readonly string[];
  /** Whether what the pattern found is one: check digits, ranges. */
  check?(found: string): boolean;
  /** As much of what the pattern found as can be one, where the pattern alone may take in what stands behind it. It is checked after this. */
  cut?(found: string): string;
};

/** `[id, name, pattern, words, check?, cut?]` */
export type RuleRow = readonly [
  string,
  string,
  RegExp,
  readonly string[],
  ((found: string) => boolean)?,
  ((found: string) => string)?,
];

export function rules(category: DlpCategory, action: DlpAction, rows: readonly RuleRow[]): BuiltInRule[] {
  return rows.map(([id, name, pattern, words, check, cut]) => ({
    id,
    name,
    category,
    action,
    pattern,
    words,
    ...(check && { check }),
    ...(cut && { cut }),
  }));
}
