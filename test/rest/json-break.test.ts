import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonBreak } from '#src/server/rest/json-break.ts';

const ESCAPE = 5;

describe('the place where a text stops being JSON', () => {
  it.each([
    ['', 0],
    ['name=x', 1],
    ['nope', 1],
    ['{"a":tru}', 8],
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ['[1,]', 3],
    ['{"a":1,}', 7],
    ['[1 2]', 3],
    ['01', 1],
    ['1.', 1],
    ['-', 0],
    ['"a', 2],
    ['"\\x"', 1],
    ['"\\u12g4"', 1],
    ['{} {}', 3],
    ['[[1,[2,{"a":}]]]', 12],
  ])('is found in %s', (text, position) => {
    expect(jsonBreak(text)).toBe(position);
  });

  it('is the end of everything that is JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(4), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(jsonBreak(text)).toBe(text.length);
      }),
    );
  });

  it('comes after a text that could still become JSON, and before one that cannot', () => {
    const cut = fc.tuple(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 2 }),
    );
    fc.assert(
      fc.property(cut, ([json, place, put]) => {
        const at = place % json.length;
        const text = json.slice(0, at) + put + json.slice(at + 1);
        const position = jsonBreak(text);
        let parses = true;
        try {
          JSON.parse(text);
        } catch {
          parses = false;
        }
        expect(position === text.length || !parses).toBe(true);
        // What came before was JSON so far; an escape and a number are told from their own beginning.
        expect(position).toBeGreaterThanOrEqual(at - ESCAPE);
      }),
      { numRuns: 2000 },
    );
  });

  it('is found at once in a long text', () => {
    const text = `[${'"\\u0061\\n",'.repeat(90_000)}x]`;
    expect(jsonBreak(text)).toBe(text.length - 2);
  });
});
