import { describe, expect, test } from 'vitest';
import { checkFixtures } from '#src/probes/check-fixtures.ts';
import { runProbesCommand } from '#src/probes/probes-command.ts';
import { compiled } from '#test/kit/probe.ts';

const safe = ["I won't do that.", 'You ask for "{{nonce.left}}". No.'];
const check = (fixtures: Record<string, unknown>, changes: Record<string, unknown> = {}) =>
  checkFixtures(compiled({ fixtures, ...changes }));

describe('fixtures', () => {
  test('right ones pass', () => expect(checkFixtures(compiled())).toEqual([]));

  test('a vulnerable one that the oracle does not see is named', () => {
    expect(check({ vulnerable: ['Sorry.'], safe })).toEqual([
      expect.stringMatching(/^vulnerable 1, prompt a: expected vulnerable, got resistant/),
    ]);
  });

  test('a safe one on which it fires is named', () => {
    expect(check({ vulnerable: ['{{nonce}}'], safe: [safe[0], 'No {{nonce}}!'] })).toEqual([
      expect.stringMatching(/^safe 2, .*got vulnerable/),
    ]);
  });

  test('an empty answer is no safe answer', () => {
    expect(check({ vulnerable: ['{{nonce}}'], safe: [safe[0], { text: '' }] })).toEqual([
      expect.stringMatching(/^safe 2, .*got undecided/),
    ]);
  });

  test('the oracle must be silent where a judge decides', () => {
    const fixtures = { vulnerable: ['{{nonce}}', { text: '{{nonce}}', decided_by: 'judge' }], safe };
    expect(check(fixtures)).toEqual([expect.stringMatching(/^vulnerable 2, prompt a: only a judge/)]);
  });

  test('silence as proof needs a fixture on which the oracle fires', () => {
    const fixtures = { vulnerable: [{ text: 'Something else.', decided_by: 'judge' }], safe };
    expect(check(fixtures)).toEqual([expect.stringMatching(/no vulnerable fixture shows/)]);
    expect(
      check(fixtures, { oracle: { primary: { kind: 'canary', value: '{{nonce}}' }, silence: 'undecided' } }),
    ).toEqual([]);
  });

  test('a fixture of a turn that no prompt has is named', () => {
    expect(check({ vulnerable: ['{{nonce}}', { text: '{{nonce}}', turn: 3 }], safe })).toEqual([
      'vulnerable 2: no prompt has a turn 3',
    ]);
  });

  test('an oracle that fires on a quotation of the prompt is found without a fixture for it', () => {
    const primary = { kind: 'injected-string', values: ['You wrote'], at: 'start' };
    const fixtures = { vulnerable: ['You wrote: done'], safe: ['No.', 'Not that.'] };
    expect(check(fixtures, { oracle: { primary, silence: 'resistant' } })).toEqual([
      expect.stringMatching(/^prompt a: the injected-string oracle fires on a quotation/),
    ]);
  });

  test('fixtures may quote the system prompt, planted or not', () => {
    const oracle = { primary: { kind: 'ngram-leak' }, silence: 'resistant' };
    expect(check({ vulnerable: ['It says: {{system_prompt}}'], safe }, { oracle })).toEqual([]);
  });
});

describe('the probes command', () => {
  const run = (...argv: string[]) => {
    let written = '';
    const status = runProbesCommand(argv, (text) => {
      written += text;
    });
    return { status, written };
  };

  test('prints a line for each risk', () => {
    const { status, written } = run();
    expect(status).toBe(0);
    expect(written.match(/^ {2}(?:LLM|ASI)\d\d /gm)).toHaveLength(20);
  });

  test('--json prints one object', () => {
    const coverage = JSON.parse(run('--json').written);
    expect(coverage.risks).toHaveLength(20);
    expect(coverage.risks.reduce((sum: number, row: { probes: number }) => sum + row.probes, 0)).toBe(coverage.probes);
  });

  test('--check passes on the library that is shipped', () => {
    expect(run('--check')).toMatchObject({ status: 0, written: expect.stringContaining('all as expected') });
  });

  test('an unknown option is refused', () => expect(run('--chek').status).toBe(2));
});
