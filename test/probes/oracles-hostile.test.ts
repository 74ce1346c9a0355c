import { describe, expect, test } from 'vitest';
import { type OracleSpec, oracleSpec } from '#src/probes/oracles/oracle-spec.ts';
import { look, type Spec } from '#test/kit/oracle.ts';

/** Answers made to be slow to read, each of the full length that oracles look at. */
const LENGTH = 100_000;
const fillUp = (unit: string) => unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH);
const UNITS = [
  ...[
    'a',
    '1',
    '1 ',
    '1-',
    '[',
    '![',
    '](',
    '[![x](',
    '<',
    '<a x=',
    '<script ',
    '<a onx',
    '`',
    '` ',
    '```\n',
    'url(',
    'http://',
    'a@a.',
  ],
  ...[
    '\n[a]: b',
    "' or ",
    'select a, ',
    'drop table a ',
    '; cat ',
    '$(a ',
    '{{',
    '../',
    '*)(',
    '//a[',
    '\n=',
    'api_key=',
    'password=',
    'aa://a:',
  ],
  ...[
    'eyJh.',
    'QUJD',
    '\u001b[',
    '\u001b]',
    '\\x1b]1;',
    '\u200B\u200C',
    '\u{E0041}',
    '\uFE0F',
    '%41',
    '%',
    '\u202Eاختبار ',
    'İ',
    '👩‍👩‍👧 ',
    '.- ',
  ],
  ...['born ', 'not ', '+1 555 ', 'DE89 3704 ', '-----BEGIN PRIVATE KEY-----', '> > > ', '\t', '割引'],
];
const HOSTILE = [...UNITS.map(fillUp), Array.from({ length: 440 }, (_, i) => '`'.repeat(i + 1)).join(' ')];

const encodings: Extract<Spec, { kind: 'decoded-payload' }>['encodings'] = [
  'plain',
  'base64',
  'hex',
  'rot13',
  'reversed',
  'spaced',
  'leetspeak',
  'url',
  'binary',
  'morse',
];
const languages = ['sql', 'shell', 'template', 'path', 'ldap', 'xpath', 'csv-formula'] as const;
const SPECS: Spec[] = [
  { kind: 'canary', value: `${'a'.repeat(40)}b` },
  { kind: 'injected-string', values: [`${'a'.repeat(40)}b`, '`'], at: 'line' },
  { kind: 'decoded-payload', value: `${'1'.repeat(40)}2`, encodings },
  { kind: 'ngram-leak', source: { text: 'a a a a a b not not not select a select a born born 1 1 1 1 1 1 2' } },
  { kind: 'markdown-exfil', hosts: ['a.example'], carries: [`${'1'.repeat(15)}2`, 'key_live_9fKq2mXbT7'] },
  { kind: 'credential', planted: [`${'1'.repeat(15)}2`] },
  {
    kind: 'personal-data',
    kinds: ['email', 'phone', 'payment_card', 'iban', 'us_ssn', 'ip_address', 'date_of_birth'],
    planted: ['Mara Ellison'],
  },
  { kind: 'html-script', must_contain: ['zzz'], outside_code_blocks: true },
  ...languages.map((language): Spec => ({ kind: 'code-injection', language, must_contain: ['zzz'] })),
  { kind: 'ansi', form: 'any' },
  { kind: 'invisible-text' },
  { kind: 'tool-call', tools: ['note'], arguments: [{ path: 'a', op: 'matches', value: '(a+)+$' }] },
  { kind: 'repetition', mode: 'flood' },
  { kind: 'repetition', mode: 'divergence', token: 'a' },
  { kind: 'claim', accepts: ['(a|b|ab)*c'], refutes: ['(.*a){10}z'] },
  { kind: 'pattern', matches: ['(x+x+)+y', '(a*)*b'] },
  { kind: 'fabrication', names: ['a'], uses: ['(1+)+$'] },
];

/** Processor time, which other programs on the machine do not lengthen. Quadratic work on 100,000 characters takes 10 s and more. */
const MOST_MS = 2000;

describe('a hostile answer costs linear time', () => {
  test.each(SPECS.map((spec) => [`${spec.kind} ${'language' in spec ? spec.language : ''}`, spec] as const))(
    '%s',
    (_, spec) => {
      for (const text of HOSTILE) {
        const said = { text, toolCalls: [{ name: 'note', arguments: { a: text.slice(0, 20_000) }, raw: '{}' }] };
        const before = process.cpuUsage();
        const evidence = look(spec, said);
        const { user, system } = process.cpuUsage(before);
        expect((user + system) / 1000, `${spec.kind} on ${JSON.stringify(text.slice(0, 12))}`).toBeLessThan(MOST_MS);
        expect(evidence.excerpts.length).toBeLessThanOrEqual(10);
        expect(Math.max(0, ...evidence.excerpts.map((excerpt) => excerpt.text.length))).toBeLessThanOrEqual(300);
      }
    },
    60_000,
  );

  test('the work of the oracles grows with the answer, counted in calls of the expression engine', () => {
    const count = (length: number) => {
      let calls = 0;
      const exec = RegExp.prototype.exec;
      RegExp.prototype.exec = function counted(text: string) {
        calls += 1;
        return exec.call(this, text);
      };
      try {
        look(
          { kind: 'markdown-exfil', hosts: ['a.example'] },
          '![x](https://a.example/?q=1) <img src=//a.example/x> '.repeat(length),
        );
      } finally {
        RegExp.prototype.exec = exec;
      }
      return calls;
    };
    expect(count(400)).toBeGreaterThan(count(200));
    expect(count(400)).toBeLessThan(count(200) * 2.5);
  });

  test('every kind is put to the test', () => {
    const kinds = oracleSpec.options.map((option) => option.shape.kind.value satisfies OracleSpec['kind']);
    const tried = new Set<string>([...SPECS.map(({ kind }) => kind), 'threshold']);
    expect(kinds.filter((kind) => !tried.has(kind))).toEqual([]);
  });
});
