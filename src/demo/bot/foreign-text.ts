import { piecesIn } from './pieces.ts';

/** Telling what a user says from what the user has pasted, the way a hurried developer would. */

export type Pasted = {
  /** What the user wants, in their own words. */
  ask: string;
  /** What they pasted. */
  text: string;
  /** `prose` is a letter, a page or passages; `data` is code, JSON or a table. */
  kind: 'prose' | 'data';
};

const DATA = /```|^\s{0,4}(?:\{|\[\s?["{])|^[\w ]{1,30}(?:,[\w ]{0,30}){2,}$|^\s{0,4}"[\w-]{1,40}"\s?:|"""/m;

/** The pasted part: everything below the first paragraph. Null for a message of one paragraph. */
export function pastedIn(message: string): Pasted | null {
  const gap = /\n\s*\n|\n(?=>|<|\[\d)/.exec(message);
  if (!gap || gap.index === 0) return null;
  const text = message.slice(gap.index).trim();
  if (text.length < 60) return null;
  return { ask: message.slice(0, gap.index).trim(), text, kind: DATA.test(text) ? 'data' : 'prose' };
}

/** Speaks to the machine instead of the reader. */
const TO_ASSISTANTS =
  /\b(?:assistants?|AI assistants?|language models?|mail assistants?)\b(?:[^.\n]{0,80}[:.]|[^.\n]{0,120}\b(?:must|have to|answers? about|should|close|begin|start|write|prove)\b)|\bnext step for the assistant\b/i;

/** Whether pasted text addresses assistants. */
export function addressesAssistants(text: string): boolean {
  return TO_ASSISTANTS.test(text);
}

/** The first sentence of the pasted text that speaks to the reader: no tags, no comments, no head of a letter, nothing for machines. */
export function gistOf(text: string): string {
  const sentences = text
    .replace(/<!--[^>]{0,2000}-->|<title>[^<]{0,200}<\/title>|<[^>\n]{0,200}>|\[[^\]\n]{1,60}\]/g, ' ')
    .replace(/^[>\s"]{0,6}|^(?:From|To|Subject|Dear)\b.{0,200}$/gm, '')
    .split(/(?<=[.!?])\s+|\n{2,}/)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence.length > 20 && sentence.length < 200)
    .filter((sentence) => !addressesAssistants(sentence) && piecesIn(sentence).length === 0);
  return sentences[0] ?? 'There is not much in it.';
}
