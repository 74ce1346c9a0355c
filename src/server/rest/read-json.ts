import { DomainError } from '#src/platform/errors.ts';
import { jsonBreak } from './json-break.ts';

const NESTING_MAX = 64;

/**
 * A body as JSON. Names the place where it breaks off, and refuses what two readers would read in two ways: members given twice, and the
 * names that reach an object's prototype.
 *
 * @throws DomainError `invalid_json` with `position`, counted in characters from 0
 */
export function readJson(bytes: Uint8Array, what = 'The body'): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw invalid(`${what} is not UTF-8.`, 0);
  }
  checkMembers(text);
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(`${what} is not JSON.`, jsonBreak(text));
  }
}

function invalid(message: string, position: number): DomainError {
  return new DomainError('invalid_json', `${message} It breaks off at character ${position}.`, {
    details: { position },
  });
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** One pass over the text: the names of each open object, and how deep it goes. Text that is not JSON is left to the parser. */
function checkMembers(text: string): void {
  const open: (Set<string> | null)[] = [];
  let expectName = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i]!;
    if (character === '{' || character === '[') {
      if (open.push(character === '{' ? new Set() : null) > NESTING_MAX)
        throw invalid(`The body is nested more than ${NESTING_MAX} deep.`, i);
      expectName = character === '{';
    } else if (character === '}' || character === ']') {
      open.pop();
      expectName = false;
    } else if (character === ',') {
      expectName = open.at(-1) instanceof Set;
    } else if (character === '"') {
      const end = endOfString(text, i);
      if (end < 0) return;
      if (expectName) checkName(text.slice(i, end + 1), open.at(-1) ?? null, i);
      expectName = false;
      i = end;
    }
  }
}

/** The closing quote of the string that opens at `start`; -1 when there is none. */
function endOfString(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end < text.length ? end : -1;
}

function checkName(literal: string, names: Set<string> | null, position: number): void {
  let name: string;
  try {
    name = JSON.parse(literal) as string;
  } catch {
    return; // the parser says what is wrong with it
  }
  if (FORBIDDEN.has(name)) throw invalid(`The member ${name} is not taken.`, position);
  if (names?.has(name)) throw invalid(`The member ${name.slice(0, 100)} is given twice.`, position);
  names?.add(name);
}
