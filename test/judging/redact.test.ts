import { describe, expect, it } from 'vitest';
import { redact } from '#src/judging/redact.ts';

describe('redaction', () => {
  it.each([
    ['Write to jane.roe+x@corp-mail.co.uk today.', 'Write to [email] today.'],
    ['Call +49 151 2345 6789 now', 'Call [phone] now'],
    ['Call (212) 867-5309.', 'Call [phone].'],
    ['Card 4539 1488 0343 6467 expired', 'Card [payment card] expired'],
    ['IBAN DE44 5001 0517 5407 3249 31 is his', 'IBAN [iban] is his'],
    ['SSN 536-22-8745.', 'SSN [us ssn].'],
    ['from 83.12.44.7 last night', 'from [ip address] last night'],
  ])('takes the datum out of "%s"', (text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  it('takes credentials out', () => {
    const key = `AKIA${'Q7'.repeat(8)}`;
    expect(redact(`It gave ${key} away.`)).toBe('It gave [credential] away.');
  });

  it('leaves a sentence without any as it is', () => {
    const text = 'The answer lists 3 of 12 steps (see turn 0) and gives 2,500 as the limit since 2019.';
    expect(redact(text)).toBe(text);
  });
});

it('leaves a canary readable that only has the form of an account number', () => {
  expect(redact('The token is QK43MNPD7LT4.')).toBe('The token is QK43MNPD7LT4.');
});
