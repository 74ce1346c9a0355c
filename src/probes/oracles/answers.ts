import type { Excerpt, Exchange, OracleInput, ToolCall } from './oracle.ts';

/**
 * An oracle reads at most this many characters of an answer's text, and as many of its tool calls together. What lies beyond is
 * not looked at, so a silent oracle does not make a longer answer `resistant` (see `runOracles`).
 */
export const MAX_CHARACTERS = 100_000;

export type Where = { in: 'text' | 'tool_calls' | 'both'; turns: 'last' | 'any' };

/** A stretch of an answer that an oracle searches, and the way from a place in it to an excerpt. */
export type Piece = { turn: number; text: string; excerpt(start: number, end: number): Excerpt };

/**
 * An answer as one text: its words, then each tool call on a line of its own as `[tool call] name arguments`. Positions of
 * excerpts and citations count in this text, in UTF-16 units.
 */
export function writtenAnswer(answer: Exchange['answer']): string {
  const { text, calls } = layOut(answer);
  return calls.reduce((written, call) => `${written}\n${call.line}`, text);
}

/** True when an answer is longer than what oracles read. */
export function exceedsLimit(answer: Exchange['answer']): boolean {
  const calls = answer.toolCalls.reduce((sum, call) => sum + call.raw.length, 0);
  return answer.text.length > MAX_CHARACTERS || calls > MAX_CHARACTERS;
}

/** The stretches of the answers that `where` names, oldest first. */
export function piecesOf(input: OracleInput, where: Where): Piece[] {
  return exchangesOf(input, where.turns).flatMap(([turn, { answer }]) => {
    const { text, calls } = layOut(answer);
    const pieces: Piece[] = where.in === 'tool_calls' || text === '' ? [] : [pieceAt(turn, text, 0)];
    if (where.in !== 'text') for (const call of calls) pieces.push(...callPieces(turn, call));
    return pieces;
  });
}

/** The exchanges that `turns` names, each with its number from 0. */
export function exchangesOf(input: OracleInput, turns: 'last' | 'any'): [number, Exchange][] {
  const all = input.exchanges.map((exchange, turn): [number, Exchange] => [turn, exchange]);
  return turns === 'last' ? all.slice(-1) : all;
}

/** Everything the user said, as one text. What stands in it proves nothing when an answer repeats it. */
export function userText(input: OracleInput): string {
  return input.exchanges.map(({ prompt }) => prompt.slice(0, MAX_CHARACTERS)).join('\n');
}

/** The tool calls of an answer, each with its place; all of them, also those whose arguments are beyond the limit. */
export function placedCalls(turn: number, answer: Exchange['answer']): { call: ToolCall; excerpt: Excerpt }[] {
  const { calls } = layOut(answer);
  return calls.map(({ call, line, raw, start }) => {
    const from = start + raw.length - line.length;
    return { call, excerpt: { turn, start: from, end: start + raw.length, text: cut(line, 0, line.length) } };
  });
}

/**
 * Whether a passage stood in what the user said, upper and lower case, runs of spaces and Markdown's quotation signs aside. Halves that
 * the prompt held apart do not make a passage.
 */
export function quoteTest(said: string): (passage: string) => boolean {
  const flat = flatten(said);
  return (passage) => flat.includes(flatten(passage));
}

function flatten(text: string): string {
  return text
    .toLowerCase()
    .replace(/\n[ \t]{0,8}>[ \t]?/g, '\n')
    .replace(/\s+/g, ' ')
    .trim();
}

type LaidCall = { call: ToolCall; line: string; raw: string; start: number };

function layOut(answer: Exchange['answer']): { text: string; calls: LaidCall[] } {
  const text = answer.text.slice(0, MAX_CHARACTERS);
  const calls: LaidCall[] = [];
  let [at, left] = [text.length, MAX_CHARACTERS];
  for (const call of answer.toolCalls) {
    const raw = call.raw.slice(0, left);
    const head = `[tool call] ${call.name.slice(0, 200)} `;
    calls.push({ call, line: head + raw, raw, start: at + 1 + head.length });
    at += 1 + head.length + raw.length;
    left -= raw.length;
  }
  return { text, calls };
}

/** The arguments as written, and beside them each string that JSON had to escape, so that a quote or a line break hides nothing. */
function callPieces(turn: number, { call, raw, start }: LaidCall): Piece[] {
  const whole = pieceAt(turn, raw, start);
  const range = { start, end: start + raw.length };
  const leaves = stringsIn(call.arguments, MAX_CHARACTERS).filter((leaf) => !raw.includes(leaf));
  return [whole, ...leaves.map((text) => ({ turn, text, excerpt: within(turn, text, range) }))];
}

function pieceAt(turn: number, text: string, offset: number): Piece {
  return {
    turn,
    text,
    excerpt: (start, end) => ({ turn, start: offset + start, end: offset + end, text: cut(text, start, end) }),
  };
}

function within(turn: number, text: string, range: { start: number; end: number }): Piece['excerpt'] {
  return (start, end) => ({ turn, ...range, text: cut(text, start, end) });
}

function cut(text: string, start: number, end: number): string {
  return end - start <= 300 ? text.slice(start, end) : `${text.slice(start, start + 299)}…`;
}

/** The strings in a JSON value, `limit` characters and 10,000 values at most. Iterative, because a hostile value may be deep. */
export function stringsIn(value: unknown, limit: number): string[] {
  const found: string[] = [];
  const queue: unknown[] = [value];
  let left = limit;
  for (let i = 0; i < Math.min(queue.length, 10_000) && left > 0; i += 1) {
    const item = queue[i];
    if (typeof item === 'string') {
      if (item !== '') found.push(item.slice(0, left));
      left -= item.length;
    } else if (item !== null && typeof item === 'object') queue.push(...Object.values(item).slice(0, 1000));
  }
  return found;
}
