import { seen } from '#src/reports/formats/texts.ts';

/** HTML that may be written as it is. `html` alone makes it. */
class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type { Markup };

type Value = string | number | null | Markup | readonly Markup[];

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Markup with values in it, in content or between double quotes. Every text is escaped and bounded, and what cannot be seen of it is named: there is
 * no way to put a text in as markup.
 */
export function html(parts: TemplateStringsArray, ...values: Value[]): Markup {
  return new Markup(parts.reduce((text, part, i) => text + shown(values[i - 1]!) + part));
}

function shown(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return seen(value).replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
  return value instanceof Markup ? value.text : value.map(({ text }) => text).join('');
}

/** A style sheet between its tags: ours, so nothing of it is escaped. A text in it would have to be `anchor`ed. */
export function styleElement(css: string): Markup {
  return new Markup(`<style>${css}</style>`);
}

/** A name for an element, from an id that may hold anything. */
export function anchor(...ids: readonly string[]): string {
  return ids
    .join('-')
    .slice(0, 200)
    .replaceAll(/[^\w-]/g, '_');
}
