import { randomBytes } from 'node:crypto';

/** Only so many characters of one text are shown to a judge model; the middle is left out. */
const LONGEST_TEXT = 24_000;
const REASONING_TAGS = ['think', 'thinking', 'reasoning'];

/**
 * Untrusted texts between marks that hold a fresh 128-bit nonce. A text cannot close its own block, since it was written before
 * the nonce was drawn; and no text that happens to hold the nonce is let through.
 */
export type Fence = {
  nonce: string;
  /** `label` is ours, never foreign. */
  block(label: string, text: string): string;
};

export function newFence(texts: readonly string[]): Fence {
  const nonce = freshNonce(texts);
  return {
    nonce,
    block: (label, text) => `<<<${nonce} ${label}>>>\n${shortened(text)}\n<<<${nonce} end of ${label}>>>`,
  };
}

function freshNonce(texts: readonly string[]): string {
  for (;;) {
    const nonce = randomBytes(16).toString('hex');
    if (!texts.some((text) => text.includes(nonce))) return nonce;
  }
}

/**
 * Without closed reasoning blocks (`<think>…</think>`). One that is never closed stays, or it could hide a whole answer; so does a
 * text that is nothing else. Linear.
 */
export function withoutReasoning(text: string): string {
  const rest = REASONING_TAGS.reduce(withoutBlocks, text).trim();
  return rest === '' ? text : rest;
}

function withoutBlocks(text: string, tag: string): string {
  const open = `<${tag}>`;
  const close = `</${tag}>`;
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const from = text.indexOf(open, at);
    const to = from < 0 ? -1 : text.indexOf(close, from);
    if (to < 0) break;
    kept.push(text.slice(at, from));
    at = to + close.length;
  }
  return kept.join('') + text.slice(at);
}

function shortened(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  const half = LONGEST_TEXT / 2;
  return `${text.slice(0, half)}\n[… ${text.length - LONGEST_TEXT} characters left out …]\n${text.slice(-half)}`;
}
