import { createRequire } from 'node:module';
import type { ContentText } from 'pdfmake/interfaces.js';
import { FONT_FILES } from './fonts.ts';

/** Longer texts are cut, and the cut is said. */
const CUT = ' […]';
/** A word may be broken after this many characters. */
const WORD = 32;
const BREAK = '\u200b';

/** Controls, and characters that turn the order of their neighbours around or are not seen at all. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** What is set above, below and over the letter before it. No writing stacks many, and a pile of them covers the lines around it. */
const MARK = /\p{M}/u;
const MARKS_MAX = 2;

/** Letters that every face has. */
const ASCII = /^[\x20-\x7e\n]*$/;
/** More than a line of any cell holds. */
const LINE_MAX = 160;
const LONG_WORD = /[^ \n]{33}/;

type Face = { hasGlyphForCodePoint(code: number): boolean };
const fontkit = createRequire(import.meta.url)('fontkit') as { openSync(path: string): Face };

export type Run = { text: string; font?: 'Main' | 'Fallback' };

/** The face that a text is set in, where nothing else is said. */
type Set = 'Main' | 'Mono';

/**
 * A text of anybody's, made fit to print: cut to `max` characters, marks that reorder or hide text shown as `‹U+202E›`, long words made
 * breakable, each character in a font that has it, and those that no font has named likewise.
 */
export function printable(text: string, max: number, set: Set = 'Main'): string | Run[] {
  const short = text.length > max ? `${text.slice(0, max)}${CUT}` : text;
  // Most texts are plain: one string is a tenth of the work of a list of runs.
  if (ASCII.test(short) && !LONG_WORD.test(short)) return short;
  const runs = breakable(runsOf(short.toWellFormed(), set), set);
  return runs.length === 1 && !runs[0]!.font ? runs[0]!.text : runs;
}

/** As `printable`, on one line: for titles and names. */
export function line(text: string, max: number): string | Run[] {
  return printable(text.slice(0, max + 1).replaceAll(/\s+/g, ' '), max);
}

/** As `printable`, as a plain text: for the outline and what a reader says of the document. */
export function plain(text: string, max: number): string {
  const runs = printable(text, max);
  return typeof runs === 'string' ? runs : runs.map((run) => run.text.replaceAll(BREAK, '')).join('');
}

/**
 * As `plain`, for what stands in the file as it is: the outline and the document's title. A name of PDF's own, such as `/AcroForm`, must not be
 * found there by whoever searches the bytes, as signing does. A letter beyond ASCII makes the file hold all of the text as UTF-16.
 */
export function apart(text: string, max: number): string {
  const shown = plain(text, max);
  return shown.includes('/') ? `${shown}\u00a0` : shown;
}

/** As `printable`, as one node. */
export function said(text: string, max: number, style: Partial<ContentText> = {}): ContentText {
  return { ...style, text: printable(text, max, style.style === 'mono' ? 'Mono' : 'Main') as ContentText['text'] };
}

/** As `said`, on one line as far as it fits: for cells of tables, whose rows have to fit on a page. */
export function phrase(text: string, max: number, style: Partial<ContentText> = {}): ContentText {
  return { ...style, text: line(text, max) as ContentText['text'] };
}

/**
 * As `line`, in runs that fill no more than `width`, as `widthOf` measures them. What is cut ends in `…`.
 */
export function cutTo(text: string, width: number, widthOf: (run: Run) => number): Run[] {
  const whole = line(text, LINE_MAX);
  const left: Run[] = typeof whole === 'string' ? [{ text: whole }] : whole;
  const shown: Run[] = [];
  let room = width;
  for (const { text: part, ...face } of left) {
    const run = { ...face, text: part.replaceAll(BREAK, '') };
    if (widthOf(run) > room) return [...shown, shortened(run, room, widthOf)];
    room -= widthOf(run);
    shown.push(run);
  }
  return shown;
}

function shortened(run: Run, room: number, widthOf: (run: Run) => number): Run {
  const letters = [...run.text];
  const cut = (count: number): Run => ({ ...run, text: `${letters.slice(0, count).join('').trimEnd()}…` });
  let [fits, exceeds] = [0, letters.length];
  while (exceeds - fits > 1) {
    const middle = (fits + exceeds) >> 1;
    if (widthOf(cut(middle)) > room) exceeds = middle;
    else fits = middle;
  }
  return cut(fits);
}

function runsOf(text: string, set: Set): Run[] {
  const runs: Run[] = [];
  let marks = 0;
  for (const character of text) {
    marks = MARK.test(character) ? marks + 1 : 0;
    const run = marks > MARKS_MAX ? { text: named(character.codePointAt(0)!) } : runOf(character, set);
    const last = runs.at(-1);
    if (last && last.font === run.font) last.text += run.text;
    else runs.push(run);
  }
  return runs;
}

function runOf(character: string, set: Set): Run {
  if (character === '\n' || character === ' ') return { text: character };
  if (character === '\t') return { text: '    ' };
  const code = character.codePointAt(0)!;
  if (UNSEEN.test(character)) return { text: named(code) };
  if (has(set, code)) return { text: character };
  return has('Fallback', code) ? { text: character, font: 'Fallback' } : { text: named(code) };
}

/** `‹U+202E›`. */
function named(code: number): string {
  return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
}

function breakable(runs: Run[], set: Set): Run[] {
  let length = 0;
  return runs.flatMap((run) => {
    let text = '';
    for (const character of run.text) {
      length = character === ' ' || character === '\n' ? 0 : length + 1;
      text += character;
      if (length > 0 && length % WORD === 0) text += BREAK;
    }
    if (set === 'Main' || run.font) return { ...run, text };
    // The face of quotes lacks the character that lets a line end: it is set in another.
    const parts = text.split(BREAK).map((part): Run => ({ text: part }));
    return parts.flatMap((part, i): Run[] => (i === 0 ? [part] : [{ text: BREAK, font: 'Main' }, part]));
  });
}

const known = new Map<string, boolean>();
const opened = new Map<string, Face>();

/** Whether the face that a text is set in has the character. */
function has(font: Set | 'Fallback', code: number): boolean {
  const key = `${font}${code}`;
  const found = known.get(key) ?? faceOf(font).hasGlyphForCodePoint(code);
  known.set(key, found);
  return found;
}

function faceOf(font: Set | 'Fallback'): Face {
  const face = opened.get(font) ?? fontkit.openSync(FONT_FILES[font].normal);
  opened.set(font, face);
  return face;
}
