import type { Span } from './find-text.ts';
import { attributesOf, type Tag, tagsOf } from './html-tags.ts';

export type Link = Span & {
  /** As written, without decoding. */
  url: string;
  /** `image`: loaded without a click, images, frames and scripts alike. `link`: followed when somebody clicks. */
  form: 'image' | 'link';
};

/** Longest URL that is read: enough for a browser, and a bound for a hostile answer. */
const MAX_URL = 2000;

/**
 * Where a Markdown or HTML reader would fetch from or link to: inline and reference links and images, automatic links, tags,
 * style sheets, and URLs in running text. Linear in the text.
 */
export function linksOf(text: string): Link[] {
  const written = [...inlineLinks(text), ...referenceLinks(text), ...tagLinks(text), ...styleLinks(text)];
  return [...written, ...bareLinks(text, written)];
}

function inlineLinks(text: string): Link[] {
  const links: Link[] = [];
  for (let middle = text.indexOf(']('); middle >= 0; ) {
    const opening = openingBracket(text, middle);
    const target = /^[ \t]{0,5}<?([^)\n]{1,2000})/.exec(text.slice(middle + 2, middle + 2 + MAX_URL));
    const end = middle + 2 + (target?.[0].length ?? 0);
    if (opening >= 0 && target) {
      const form = text[opening - 1] === '!' ? 'image' : 'link';
      links.push({ url: untitled(target[1]!), form, start: form === 'image' ? opening - 1 : opening, end: end + 1 });
    }
    middle = text.indexOf('](', end);
  }
  return links;
}

/** The bracket that `](` closes, at most 300 characters back; -1 when there is none. */
function openingBracket(text: string, closing: number): number {
  let depth = 0;
  for (let i = closing - 1; i >= Math.max(0, closing - 300); i -= 1) {
    if (text[i] === ']') depth += 1;
    else if (text[i] === '[' && depth === 0) return i;
    else if (text[i] === '[') depth -= 1;
  }
  return -1;
}

/** Without a title. Spaces stay: a model that forgets to encode them has written the data all the same. */
function untitled(target: string): string {
  return target.replace(/[ \t]{1,5}(?:"[^"]{0,300}"|'[^']{0,300}')[ \t]{0,5}$/, '').replace(/>$/, '');
}

const DEFINITION = /^ {0,3}\[([^\]\n]{1,100})\]:[ \t]{0,5}<?([^\s<>]{1,2000})/gm;
const IMAGE_USE = /!\[([^\]\n[]{0,300})\](?:\[([^\]\n]{0,100})\])?/g;

function referenceLinks(text: string): Link[] {
  const images = new Set<string>();
  for (const [, alt, id] of text.matchAll(IMAGE_USE)) images.add((id || alt)!.toLowerCase());
  return Array.from(text.matchAll(DEFINITION), ({ 0: whole, 1: id, 2: url, index }) => ({
    url: url!,
    form: images.has(id!.toLowerCase()) ? 'image' : 'link',
    start: index,
    end: index + whole.length,
  }));
}

const CLICKED = new Set(['a', 'area', 'form', 'button', 'input']);
const LOCATIONS = new Set([
  'src',
  'href',
  'srcset',
  'data',
  'action',
  'formaction',
  'poster',
  'background',
  'xlink:href',
  'content',
]);

function tagLinks(text: string): Link[] {
  return tagsOf(text).flatMap((tag) =>
    attributesOf(tag)
      .filter(({ name }) => LOCATIONS.has(name))
      .map(({ name, value }) => ({ url: location(name, value), form: formOf(tag), start: tag.start, end: tag.end })),
  );
}

function formOf({ name, attributes }: Tag): Link['form'] {
  return CLICKED.has(name) && !(name === 'input' && /type\s{0,3}=\s{0,3}["']?image/i.test(attributes))
    ? 'link'
    : 'image';
}

function location(name: string, value: string): string {
  if (name === 'srcset') return value.trim().split(/[\s,]/)[0] ?? '';
  return name === 'content' ? value.replace(/^\s{0,5}\d{0,6}\s{0,5};\s{0,5}url=/i, '') : value;
}

function styleLinks(text: string): Link[] {
  return Array.from(text.matchAll(/url\(\s{0,5}["']?([^\s'")]{1,2000})/gi), ({ 0: whole, 1: url, index }) => ({
    url: url!,
    form: 'image' as const,
    start: index,
    end: index + whole.length,
  }));
}

/** URLs in running text, those aside that the other forms already hold. */
function bareLinks(text: string, written: readonly Link[]): Link[] {
  const held = [...written].sort((a, b) => a.start - b.start);
  const links: Link[] = [];
  let [next, reach] = [0, 0];
  for (const { 0: url, index } of text.matchAll(/\bhttps?:\/\/[^\s<>"'`)\]]{1,2000}/gi)) {
    while (next < held.length && held[next]!.start <= index) reach = Math.max(reach, held[next++]!.end);
    if (index >= reach) links.push({ url, form: 'link', start: index, end: index + url.length });
  }
  return links;
}
