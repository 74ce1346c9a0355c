/**
 * Texts with variables: `{{name}}` and `{{name.form}}`. A backslash before the braces keeps them as they are, for texts that are about
 * template languages; braces around anything that is not a plain name (`{{7*7}}`) are text too.
 */
const REFERENCE = /\\?\{\{ {0,5}([A-Za-z_][A-Za-z0-9_.]{0,80}) {0,5}\}\}/g;

export type Values = Readonly<Record<string, string>>;

/** The names that a text refers to, escaped ones left out. */
export function referencesIn(text: string): string[] {
  return Array.from(text.matchAll(REFERENCE))
    .filter(([whole]) => !whole.startsWith('\\'))
    .map(([, name]) => name!);
}

/**
 * The text with every variable filled in, each value passed through `quote` first.
 *
 * @throws Error for a name without a value: the gates refuse such a probe, so this is a bug.
 */
export function fill(text: string, values: Values, quote: (value: string) => string = String): string {
  return text.replace(REFERENCE, (whole, name: string) => {
    if (whole.startsWith('\\')) return whole.slice(1);
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new Error(`No value for the variable {{${name}}}`);
    return quote(value);
  });
}

/** A copy of a JSON value in which `change` has been applied to every string; keys stay as they are. */
export function mapStrings<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)])) as T;
}
