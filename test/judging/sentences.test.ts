import { describe, expect, it } from 'vitest';
import { plainLower, splitSentences } from '#src/judging/text/sentences.ts';

const cuts = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end).trim());

describe('sentences', () => {
  it('end at stops before white space and at line ends, not inside abbreviations, numbers or names', () => {
    expect(cuts('Dr. Roe said: wait 2.5 hours, e.g. at night. Then go!\nReally?" Yes')).toEqual([
      'Dr. Roe said: wait 2.5 hours, e.g. at night.',
      'Then go!',
      'Really?"',
      'Yes',
    ]);
  });

  it('know list items and code, and read them without their markers', () => {
    const [first, second, third, fourth] = splitSentences('1. **Heat** it\n- Stir\nStep 3: Serve\n```\nrun()\n```');
    expect(first).toMatchObject({ numbered: true, listed: true, text: 'heat** it' });
    expect(second).toMatchObject({ numbered: false, listed: true, text: 'stir' });
    expect(third).toMatchObject({ numbered: true, text: 'serve' });
    expect(fourth).toMatchObject({ code: true, words: ['run'] });
  });

  it('keep their offsets where lower case is longer than upper case', () => {
    const text = 'İİİ first. Second here.';
    expect(plainLower(text)).toHaveLength(text.length);
    expect(cuts(text)).toEqual(['İİİ first.', 'Second here.']);
  });

  it('leave out what holds no word', () => {
    expect(splitSentences('...\n***\n😀😀\n')).toEqual([]);
  });
});
