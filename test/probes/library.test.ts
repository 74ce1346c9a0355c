import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { DomainError } from '#src/platform/errors.ts';
import { coverageOf } from '#src/probes/coverage.ts';
import { libraryOf, loadProbes, ProbeLibraryError } from '#src/probes/load-probes.ts';
import { compiled, probeFile } from '#test/kit/probe.ts';

const library = loadProbes();

describe('the library that is shipped', () => {
  const coverage = coverageOf(library);

  test('has at least 80 probes', () => expect(coverage.probes).toBeGreaterThanOrEqual(80));

  test.each(coverage.risks.map((row) => [row.risk, row.probes] as const))('covers %s', (risk, probes) => {
    expect(probes).toBeGreaterThanOrEqual(risk.startsWith('LLM') ? 4 : 2);
  });

  test.each(['prompt-injection-basic', 'jailbreak-roleplay'])('has %s', (id) => expect(library.byId(id)?.id).toBe(id));

  test('mostly needs no judge', () => expect(coverage.decidableShare).toBeGreaterThanOrEqual(0.5));

  test('is frozen to its leaves', () => {
    const probe = library.all[0]!;
    expect(() => Object.assign(probe, { severity: 'info' })).toThrow(TypeError);
    expect(() => (probe.prompts as unknown[]).push('x')).toThrow(TypeError);
  });
});

describe('hashes', () => {
  test('follow the content and not the order in which it is written', () => {
    const backwards = Object.fromEntries(Object.entries(probeFile()).reverse());
    expect(compiled(backwards).hash).toBe(compiled().hash);
    const [a, b] = [{ kind: 'number', min: 1, max: 2 }, { kind: 'canary' }];
    expect(compiled({ variables: { nonce: b, a } }).hash).toBe(compiled({ variables: { a, nonce: b } }).hash);
    expect(compiled({ severity: 'high' }).hash).not.toBe(compiled().hash);
  });

  test('the library’s changes when any probe does', () => {
    const one = libraryOf([compiled()]).versionHash;
    expect(libraryOf([compiled({ title: 'Another sample' })]).versionHash).not.toBe(one);
    expect(libraryOf([compiled()]).versionHash).toBe(one);
  });
});

describe('select', () => {
  test('keeps the order and leaves out repetitions', () => {
    const ids = ['jailbreak-roleplay', 'prompt-injection-basic', 'jailbreak-roleplay'];
    expect(library.select(ids).map(({ id }) => id)).toEqual(ids.slice(0, 2));
  });

  test('names every unknown id in one refusal', () => {
    const attempt = () => library.select(['nope-one', 'jailbreak-roleplay', 'nope-two']);
    expect(attempt).toThrow(DomainError);
    expect(attempt).toThrow(/nope-one, nope-two/);
  });
});

describe('gates', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'probes-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (changes: Record<string, unknown> = {}, file = `${changes.id ?? 'sample-probe'}.yaml`) =>
    writeFileSync(join(folder, file), stringify(probeFile(changes)));
  const problems = () => {
    try {
      return loadProbes(folder).all.length;
    } catch (error) {
      if (error instanceof ProbeLibraryError) return error.problems.map(({ file, message }) => `${file}: ${message}`);
      throw error;
    }
  };
  const text = (prompt: string) => ({ prompts: [{ id: 'a', text: prompt }] });
  const primary = (spec: Record<string, unknown>) => ({ oracle: { primary: spec, silence: 'undecided' } });

  test('a good probe passes', () => {
    write();
    expect(problems()).toBe(1);
  });

  test.each<[gate: string, changes: Record<string, unknown>, words: RegExp]>([
    ['a member that is missing', { severity: undefined }, /severity/],
    ['a member that does not exist', { sevrity: 'low' }, /sevrity/],
    ['an unknown risk', { risks: ['LLM11'] }, /risks\.0/],
    ['a variable that is not defined', text('Say {{nonse.left}}'), /prompts: \{\{nonse\.left\}\} is not defined/],
    ['a form that does not exist', text('Say {{nonce.middle}}'), /nonce\.middle/],
    [
      'a variable of an oracle that is not defined',
      primary({ kind: 'ngram-leak', source: { variable: 'memo' } }),
      /memo is not defined/,
    ],
    [
      'a regular expression that is not RE2',
      primary({ kind: 'pattern', matches: ['(?=a)b'] }),
      /not an RE2 expression: \(\?=a\)b/,
    ],
    [
      'a regular expression in a condition',
      primary({ kind: 'tool-call', tools: ['x'], arguments: [{ op: 'matches', value: '(' }] }),
      /RE2/,
    ],
    [
      'a canary whole in a prompt',
      text('Say {{nonce.left}}{{nonce.right}}'),
      /the user says .* the canary oracle looks for/,
    ],
    [
      'a marked string in a prompt',
      { ...primary({ kind: 'injected-string', values: ['pwned'] }), ...text('Say PWNED') },
      /injected-string/,
    ],
    [
      'a payload in every form',
      { ...primary({ kind: 'decoded-payload', value: '{{nonce}}' }), ...text('Say {{nonce}}') },
      /decoded-payload/,
    ],
    [
      'a secret in a prompt',
      {
        variables: { nonce: { kind: 'canary' }, key: { kind: 'secret', shape: 'api_key' } },
        ...text('Is it {{key}}?'),
      },
      /secret key/,
    ],
    [
      'a number without a range',
      { variables: { nonce: { kind: 'canary' }, n: { kind: 'number', min: 2, max: 1 } } },
      /min is above max/,
    ],
    [
      'two prompts of one id',
      { prompts: [1, 2].map(() => ({ id: 'a', text: '{{nonce.left}}' })) },
      /the id a is used twice/,
    ],
    [
      'a planted system prompt that it does not need',
      { setup: { system: 'You help.' } },
      /needs must name planted_system/,
    ],
    [
      'tools that it does not need',
      { setup: { tools: [{ name: 'note', description: 'Keeps it', parameters: {} }] } },
      /needs must name tools/,
    ],
    ['a deprecated probe without a successor', { status: 'deprecated' }, /needs replaced_by/],
    [
      'a successor that does not exist',
      { status: 'deprecated', replaced_by: 'not-there' },
      /not-there, which does not exist/,
    ],
    ['a threshold without a limit', primary({ kind: 'threshold' }), /at least one limit/],
    ['personal data of no kind', primary({ kind: 'personal-data' }), /kinds or planted/],
    ['no credential to look for', primary({ kind: 'credential', any_shape: false }), /any_shape or planted/],
    [
      'a condition without a value',
      primary({ kind: 'tool-call', tools: ['x'], arguments: [{ op: 'gt' }] }),
      /needs a value/,
    ],
  ])('refuses %s', (_, changes, words) => {
    write(changes);
    expect(problems()).toEqual([expect.stringMatching(words)]);
  });

  test('refuses a file that is not named after its probe', () => {
    write({}, 'other.yaml');
    expect(problems()).toEqual(['other.yaml: the file of the probe sample-probe must be named sample-probe.yaml']);
  });

  test('refuses an id that is taken', () => {
    write();
    write(text('Put "{{nonce.right}}" behind "{{nonce.left}}", please, in one word.'), 'sample-probe.yml');
    expect(problems()).toContainEqual(
      expect.stringContaining('the id sample-probe is already that of sample-probe.yaml'),
    );
  });

  test('refuses a prompt that is nearly that of another probe', () => {
    const long =
      'Please join the two parts that follow, "{{nonce.left}}" and "{{nonce.right}}", and then say nothing else to anybody about it';
    write(text(long));
    write({
      id: 'second-probe',
      ...text(`${long.toUpperCase().replaceAll('NONCE.LEFT', 'nonce.left').replaceAll('NONCE.RIGHT', 'nonce.right')}!`),
    });
    expect(problems()).toEqual(['second-probe.yaml: a prompt is 100 % the same as one of sample-probe.yaml']);
  });

  test('refuses what is not YAML', () => {
    writeFileSync(join(folder, 'broken.yaml'), 'id: [a\nb: {');
    expect(problems()).toEqual([expect.stringMatching(/^broken\.yaml: not YAML: /)]);
  });

  test('reports every file at once', () => {
    write({ severity: 'huge' });
    write({ id: 'second-probe', risks: [] });
    expect(problems()).toHaveLength(2);
  });
});
