import type { Content, ContentText, TableCell } from 'pdfmake/interfaces.js';
import type { Severity } from '#src/probes/probe-file.ts';
import { SEVERITY_WORD } from '#src/reports/words.ts';
import { SEVERITY_COLOUR, TABLE } from './style.ts';

/** `high` as a word in its colour. */
export function severityWord(severity: Severity): ContentText {
  return { text: SEVERITY_WORD[severity], color: SEVERITY_COLOUR[severity], bold: true };
}

export function day(date: Date | null): string {
  return date ? date.toISOString().slice(0, 10) : '—';
}

export function minute(date: Date | null): string {
  return date ? `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC` : '—';
}

/** 10,400 and the like, in one way wherever the report is made. */
export function number(value: number): string {
  return value.toLocaleString('en-GB');
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** A chapter: on a page of its own, in the outline and in the table of contents. */
export function chapter(title: string, id: string): Content {
  return {
    text: title,
    style: 'h1',
    id,
    pageBreak: 'before',
    tocItem: true,
    tocMargin: [0, 4, 0, 0],
    outline: true,
    outlineExpanded: false,
    outlineText: title,
    ...({ outlineId: id } as object),
  } as Content;
}

/** A heading in a chapter, kept together with what it is the heading of: that has to be short. */
export function section(title: string, parent: string, id: string, first: Content): Content {
  return { stack: [heading(title, parent, id), first], unbreakable: true };
}

function heading(title: string, parent: string, id: string): Content {
  const place = { outlineParentId: parent } as object;
  return { text: title, style: 'h2', id, outline: true, outlineText: title, ...place } as Content;
}

/** A table with its head on every page, and rows that are kept whole. */
export function table(widths: (string | number)[], head: string[], rows: TableCell[][]): Content {
  return tableOf(widths, [head.map((text) => ({ text, style: 'head' }))], rows);
}

/** The same below a heading, which stays with it: the heading is the table's first line, also where it goes on. */
export function titledTable(
  place: { title: string; parent: string; id: string },
  widths: (string | number)[],
  head: string[],
  rows: TableCell[][],
): Content {
  const title = [
    { ...(heading(place.title, place.parent, place.id) as object), colSpan: widths.length },
    ...widths.slice(1).map(() => ''),
  ];
  return tableOf(widths, [title as TableCell[], head.map((text) => ({ text, style: 'head' }))], rows);
}

function tableOf(widths: (string | number)[], head: TableCell[][], rows: TableCell[][]): Content {
  return {
    table: { headerRows: head.length, dontBreakRows: true, keepWithHeaderRows: 1, widths, body: [...head, ...rows] },
    layout: TABLE,
    style: 'cell',
  };
}

/** About half a page. */
const TOGETHER_LINES = 30;
const LETTERS = 75;

/** What belongs on one page, if these texts of it are short: what is larger than a page would be cut off at its end. */
export function together(contents: Content[], ...texts: string[]): Content[] {
  const lines = texts.flatMap((text) => text.split('\n')).map((text) => Math.ceil((text.length + 1) / LETTERS));
  const sum = lines.reduce((total, count) => total + count, 0);
  return sum > TOGETHER_LINES ? contents : [{ stack: contents, unbreakable: true }];
}

/** Facts as pairs of a label and a text. */
export function facts(pairs: [string, Content][]): Content {
  return {
    table: {
      widths: [120, '*'],
      body: pairs.map(([label, text]) => [{ text: label, style: 'small' }, text as TableCell]),
    },
    layout: { ...TABLE, hLineWidth: (i, node) => (i === 0 || i === node.table.body.length ? 0 : 0.4) },
    style: 'cell',
    // No margin below: one that does not fit any more would make a page of its own.
    margin: [0, 4, 0, 0],
  };
}
