import type { Severity } from '#src/probes/probe-file.ts';
import { seenLine } from '#src/reports/formats/texts.ts';
import { SEVERITY_WORD } from '#src/reports/words.ts';
import { html, type Markup } from './markup.ts';

/** 10,400 and the like, in one way wherever the report is made. */
export function number(value: number): string {
  return value.toLocaleString('en-GB');
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

export function day(date: Date | null): Markup {
  return date ? time(date, date.toISOString().slice(0, 10)) : html`<span class="none">never</span>`;
}

export function minute(date: Date | null): Markup {
  return date
    ? time(date, `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`)
    : html`<span class="none">not yet</span>`;
}

function time(date: Date, text: string): Markup {
  return html`<time datetime="${date.toISOString()}">${text}</time>`;
}

/** A text of anybody's on one line: whichever way it is written, it does not turn what stands beside it. */
export function line(text: string, max = 300): Markup {
  return html`<bdi>${seenLine(text, max) || '(no text)'}</bdi>`;
}

export function severityTag(severity: Severity): Markup {
  return html`<span class="tag ${severity}">${SEVERITY_WORD[severity]}</span>`;
}

/** To the web alone, and telling it nothing. Whatever is no such address stands there as text. */
export function webLink(url: string, text: Markup): Markup {
  const isWeb = /^https?:$/.test(URL.parse(url)?.protocol ?? '') && url.length <= 2000;
  return isWeb ? html`<a href="${url}" rel="noopener noreferrer">${text}</a>` : text;
}

export function hash(text: string): Markup {
  return html`<code class="hash">${text}</code>`;
}

/** Facts as pairs of a label and what is said of it. */
export function facts(pairs: readonly (readonly [string, Markup])[]): Markup {
  return html`<dl class="facts">${pairs.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>\n`;
}

/** A column: its head, and whether it holds numbers. */
export type Column = string | { head: string; numbers: true };

export const counts = (head: string): Column => ({ head, numbers: true });

/** What stands before the rows of a table: those who cannot see it are told its name, and reach its sides by the keyboard where it is wide. */
export function tableOpen(caption: string, columns: readonly Column[]): Markup {
  const heads = columns.map((column) =>
    typeof column === 'string'
      ? html`<th scope="col">${column}</th>`
      : html`<th scope="col" class="n">${column.head}</th>`,
  );
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>\n`;
}

export const TABLE_CLOSE = html`</tbody></table></div>\n`;

export function table(caption: string, columns: readonly Column[], rows: readonly Markup[]): Markup {
  return html`${tableOpen(caption, columns)}${rows}${TABLE_CLOSE}`;
}

/** A row; its first cell is its head. */
export function row(first: Markup, cells: readonly (Markup | number)[], id: string | null = null): Markup {
  const own = id === null ? html`<tr>` : html`<tr id="${id}">`;
  const rest = cells.map((cell) =>
    typeof cell === 'number' ? html`<td class="n">${number(cell)}</td>` : html`<td>${cell}</td>`,
  );
  return html`${own}<th scope="row">${first}</th>${rest}</tr>\n`;
}
