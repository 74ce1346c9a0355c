import { describe, expect, it } from 'vitest';
import { BUILT_IN_RULES } from '#src/dlp/built-in/built-in-rules.ts';
import { compileRules } from '#src/dlp/dlp-engine.ts';
import type { DlpAction } from '#src/dlp/dlp-rule.ts';
import { asBuiltIn } from '#src/dlp/effective-rule.ts';
import { OWN_PATTERN, ownPattern } from '#src/dlp/own-pattern.ts';
import { plantedValues } from '#src/dlp/planted.ts';
import { veil } from '#src/dlp/veil.ts';
import { expectRefusal } from '#test/kit/refusal.ts';

const builtIn = BUILT_IN_RULES.map((rule) => asBuiltIn(rule, undefined));
const CARD = '4111 1111 1111 1111';
const KEY = `AKIA${'QX7RK2VM5TZ4WP6L'}`;

const own = (pattern: string, action: DlpAction = 'redact', words: string[] = []) => ({
  id: 'own',
  name: 'Own',
  pattern,
  action,
  words,
});

describe('a reading', () => {
  const engine = compileRules([...builtIn, own('falcon', 'warn')]);

  it('says the strongest action, and where each rule found something', () => {
    const text = `${CARD} then ${KEY} and falcon`;
    const { action, matches } = engine.read(text);
    expect(action).toBe('block');
    expect(matches.map(({ rule, start, end }) => [rule, text.slice(start, end)])).toEqual([
      ['payment-card', CARD],
      ['aws-access-key-id', KEY],
      ['own', 'falcon'],
    ]);
    expect(engine.read(`${CARD} and falcon`).action).toBe('redact');
    expect(engine.read('falcon').action).toBe('warn');
    expect(engine.read('nothing').action).toBeNull();
  });

  it('takes out what is redacted and nothing else, and repeats nothing of it', () => {
    expect(engine.read(`a ${CARD} b ${CARD} c falcon d`).text).toBe(
      'a [redacted payment-card] b [redacted payment-card] c falcon d',
    );
    expect(JSON.stringify(engine.read(CARD))).not.toContain('1111');
  });

  it('takes out what overlaps as one', () => {
    const both = compileRules([own('abcd'), { ...own('cdef'), id: 'second' }]);
    expect(both.read('xabcdefx').text).toBe('x[redacted own]x');
  });

  it('keeps a text without matches as it is, whatever is in it', () => {
    const text = 'İstanbul \u0000 \ud83d \n "quoted"';
    expect(engine.read(text).text).toBe(text);
  });
});

describe('planted values', () => {
  const variables = { card: CARD, 'card.left': CARD.slice(0, 10), 'card.last4': '1111', city: '5555555555554444' };
  const planted = plantedValues(variables);

  it('are those of canaries and secrets, in each form that is long enough to be no chance', () => {
    expect(planted).toEqual([CARD, CARD.slice(0, 10)]);
  });

  it('are passed over by built-in rules, and what stands beside them is not', () => {
    const engine = compileRules(builtIn);
    expect(engine.read(`card ${CARD}`, { planted }).action).toBeNull();
    expect(engine.read(`card ${CARD} and 5555 5555 5555 4444`, { planted }).text).toBe(
      `card ${CARD} and [redacted payment-card]`,
    );
    expect(engine.read(`key ${KEY} ${CARD}`, { planted }).action).toBe('block');
  });

  it('are seen by a rule of the tenant’s own that blocks or warns, and never redacted by one', () => {
    expect(compileRules([own('4111', 'block')]).read(CARD, { planted }).action).toBe('block');
    expect(compileRules([own('4111', 'warn')]).read(CARD, { planted }).action).toBe('warn');
    expect(compileRules([own('4111')]).read(CARD, { planted })).toMatchObject({ action: null, text: CARD });
    expect(compileRules([own('(?s).+')]).read(`a ${CARD} b`, { planted }).text).toBe(`[redacted own]${CARD}`);
  });
});

describe('a veil', () => {
  it('hides what is blocked or redacted under as many characters, and spares what was planted', () => {
    const engine = compileRules(builtIn);
    const text = `one ${KEY} two ${KEY} three 5555 5555 5555 4444 four ${CARD} a@b.example.org`;
    const veiled = veil(engine, text, [CARD]);
    expect(veiled).toHaveLength(text.length);
    expect(veiled).not.toContain(KEY);
    expect(veiled).not.toContain('5555');
    for (const kept of ['one ', ' two ', ' three ', ` four ${CARD} a@b.example.org`])
      expect(veiled.indexOf(kept)).toBe(text.indexOf(kept));
  });

  it('spares what was planted in the middle of a match', () => {
    const engine = compileRules([own('a.*z', 'block')]);
    expect(veil(engine, 'a PLANTED z', ['PLANTED'])).toBe('[rPLANTED[r');
  });
});

describe('a tenant’s pattern', () => {
  it.each([
    ['no RE2', '(?=look)ahead'],
    ['no expression', '('],
    ['a back reference', '(a)\\1'],
    ['empty matches', 'a*'],
    ['an empty alternative', 'a|'],
    ['too many steps', `[a-z]{${OWN_PATTERN.steps + 1}}`],
    ['repeats of repeats', '((a{100}){100}){100}'],
    ['too many characters', 'a'.repeat(OWN_PATTERN.characters + 1)],
    ['brackets beyond all bounds', '('.repeat(499)],
  ])('is refused for %s', async (_why, pattern) => {
    await expectRefusal(() => ownPattern(pattern), 'invalid_pattern');
  });

  it('takes no more steps than the limit, which is what its time is proportional to', () => {
    expect(ownPattern(`[a-z]{${OWN_PATTERN.steps - 10}}`).steps).toBeLessThanOrEqual(OWN_PATTERN.steps);
  });

  it('that looks to the end for each match is cut short: all that is left is one match', () => {
    const hungry = ownPattern('a(?:[^b]*b)?');
    const text = 'a'.repeat(50_000);
    const spans = hungry.find(text, false);
    expect(spans.length).toBeLessThan(200);
    expect([spans[0]!.start, spans.at(-1)!.end]).toEqual([0, text.length]);
    expect(spans.slice(1).every(({ start }, i) => start === spans[i]!.end)).toBe(true);
    const engine = compileRules([own('a(?:[^b]*b)?')]);
    expect(engine.read(text).text).not.toContain('aa');
  });

  it('finds nothing new when the effort of a text is spent, yet says that there is something', () => {
    const spent = { left: 0 };
    expect(ownPattern('falcon').find('a falcon', false, spent)).toEqual([{ start: 0, end: 8 }]);
    expect(ownPattern('osprey').find('a falcon', false, spent)).toEqual([]);
  });

  it('of the classic kinds that never end elsewhere ends', () => {
    for (const pattern of ['(x+x+)+y', '(a|aa)+$', '([a-zA-Z]+)*$z', '(.*)*=']) {
      expect(ownPattern(pattern).find(`${'xa'.repeat(20_000)}!`, false)).toEqual([]);
    }
  });

  it('finds every match of a usual text', () => {
    const text = Array.from({ length: 40 }, (_, i) => `line ${i} falcon`).join('\n');
    expect(ownPattern('falcon').find(text, false)).toHaveLength(40);
  });

  it('with words looks only where one of them stands, whatever its case', () => {
    const engine = compileRules([own('\\d{4}', 'redact', ['room'])]);
    expect(engine.read('ROOM 1234').text).toBe('ROOM [redacted own]');
    expect(engine.read('house 1234').text).toBe('house 1234');
  });
});
