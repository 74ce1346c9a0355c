import { seen, seenLine } from './texts.ts';

const LINE_MAX = 1000;
/** A word that is longer is broken, where it would push a page aside. */
const WORD_MAX = 80;

/** A text on one line, of which nothing is markup, nor HTML, nor becomes a link by itself. */
export function md(text: string, max = LINE_MAX): string {
  return escaped(seenLine(text, max));
}

/** The same over several lines; none of them begins a list, a heading or a quote. */
export function mdBlock(text: string): string {
  return seen(text)
    .split('\n')
    .map((line) => escaped(line.trim()))
    .join('\n');
}

function escaped(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]()#+\-.!|~<>&=:@$^"']/g, entity)
    .replaceAll(/^(\d+)/g, (digits) => digits.replace(/^./, entity))
    .replaceAll(/\S{81,}/g, (word) => broken(word));
}

/** As a reference, not with a backslash: it is text to every dialect, in tables too. */
function entity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

/** A blank between pieces of a word, never inside of a reference. */
function broken(word: string): string {
  let width = 0;
  return word.replaceAll(/&#\d+;|[\s\S]/gu, (piece) => {
    width += 1;
    return width % WORD_MAX === 0 ? `${piece} ` : piece;
  });
}

/** A name in code: ids, hashes, addresses. */
export function mdCode(text: string): string {
  return `\`${seenLine(text, 300).replaceAll('`', 'ˋ').replaceAll('|', '¦')}\``;
}

/** Only to what is an address of the web, or below this server. */
export function mdLink(text: string, url: string): string {
  const isWeb = /^(https?:\/\/|\/)[\x21-\x7e]{1,500}$/.test(url) && !/[()<>\\"'`|]/.test(url);
  return isWeb ? `[${md(text, 200)}](${url})` : md(text, 200);
}

/** A text as it is, between fences that are longer than any in it. */
export function mdFence(text: string): string {
  const inside = seen(text, 4000);
  const longest = Math.max(2, ...[...inside.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${inside}\n${fence}\n`;
}

/** Cells are markdown already. */
export function mdTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return `${line(head)}${line(head.map(() => '---'))}${rows.map(line).join('')}\n`;
}
