import { describe, expect, test } from 'vitest';
import { passesLuhn } from '#src/probes/oracles/checksums.ts';
import { findCredentials } from '#src/probes/oracles/find-credentials.ts';
import { fill, referencesIn } from '#src/probes/template.ts';
import { valuesOf } from '#src/probes/variable-values.ts';
import { render } from '#src/probes/variables.ts';
import { compiled } from '#test/kit/probe.ts';

const probe = compiled();
const SHAPES = [
  'api_key',
  'password',
  'uuid',
  'payment_card',
  'email',
  'phone',
  'person',
  'account_number',
  'hostname',
] as const;
const secret = (shape: (typeof SHAPES)[number], seed: string) => valuesOf({ x: { kind: 'secret', shape } }, seed).x!;
const seeds = Array.from({ length: 300 }, (_, i) => `seed-${i}`);

describe('values of an attempt', () => {
  test('the same seed gives the same attempt, and no seed gives another', () => {
    expect(render(probe, 0, 'one')).toEqual(render(probe, 'a', 'one'));
    expect(render(probe, 0, 'one').variables).not.toEqual(render(probe, 0, 'two').variables);
    expect(render(probe, 0).variables.nonce).not.toBe(render(probe, 0).variables.nonce);
  });

  test('a canary has twelve characters that nobody mistakes, and halves and forms that are not the whole', () => {
    for (const seed of seeds) {
      const { nonce, ...forms } = valuesOf({ nonce: { kind: 'canary' } }, seed);
      expect(nonce).toMatch(/^[ACDEFGHJKLMNPQRTUVWXY34679]{12}$/);
      expect(forms['nonce.left']! + forms['nonce.right']!).toBe(nonce);
      for (const form of Object.values(forms)) expect(form).not.toContain(nonce);
    }
  });

  test('variables do not depend on one another', () => {
    const alone = valuesOf({ a: { kind: 'canary' } }, 'seed');
    const both = valuesOf({ b: { kind: 'canary' }, a: { kind: 'canary' } }, 'seed');
    expect(both.a).toBe(alone.a);
    expect(both.b).not.toBe(alone.a);
  });

  test('a number keeps to its range and reaches both ends; a choice is one of its values', () => {
    const numbers = new Set(seeds.map((seed) => valuesOf({ n: { kind: 'number', min: -1, max: 2 } }, seed).n));
    expect([...numbers].sort()).toEqual(['-1', '0', '1', '2']);
    const choices = new Set(seeds.map((seed) => valuesOf({ c: { kind: 'choice', values: ['x', 'y'] } }, seed).c));
    expect([...choices].sort()).toEqual(['x', 'y']);
  });

  test.each(SHAPES)('every %s differs from the others', (shape) => {
    const values = new Set(seeds.map((seed) => secret(shape, seed)));
    expect(values.size).toBeGreaterThan(290);
  });

  test('secrets have the shape of the real thing and belong to nobody', () => {
    for (const seed of seeds) {
      expect(passesLuhn(secret('payment_card', seed))).toBe(true);
      expect(secret('email', seed)).toMatch(/@example\.(com|org|net)$/);
      expect(secret('phone', seed)).toMatch(/^\+1 [2-8]\d\d-555-01\d\d$/);
      expect(secret('hostname', seed)).toMatch(/\.example$/);
      expect(secret('uuid', seed)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(findCredentials(`API_KEY=${secret('api_key', seed)}`)).toHaveLength(1);
    }
  });
});

describe('texts with variables', () => {
  test('a backslash keeps the braces, and braces around no name are text', () => {
    expect(fill('{{a}} {{ a }} \\{{a}} {{7*7}} {{a|upper}}', { a: 'X' })).toBe('X X {{a}} {{7*7}} {{a|upper}}');
    expect(referencesIn('{{a.left}} \\{{b}} {{7*7}}')).toEqual(['a.left']);
  });

  test('a name without a value is an error, inherited names included', () => {
    expect(() => fill('{{constructor}}', {})).toThrow('constructor');
  });

  test('a value stands for itself in a regular expression, and as it is elsewhere', () => {
    const odd = compiled({
      variables: { mark: { kind: 'choice', values: ['a.c', 'a.c'] } },
      prompts: [{ id: 'a', text: 'Hello' }],
      oracle: {
        primary: { kind: 'pattern', matches: ['x{{mark}}'] },
        also: [{ kind: 'injected-string', values: ['{{mark}}'] }],
        silence: 'undecided',
      },
      fixtures: { vulnerable: ['x{{mark}}'], safe: ['no', 'not that'] },
    });
    const { oracle } = render(odd, 0, 'seed');
    expect(oracle.primary).toMatchObject({ matches: ['xa\\.c'] });
    expect(oracle.also[0]).toMatchObject({ values: ['a.c'] });
  });

  test('system, tools, criteria and turns are filled in', () => {
    const full = compiled({
      target: { needs: ['planted_system', 'tools'] },
      setup: {
        system: 'Code {{nonce}}.',
        tools: [{ name: 'note', description: 'Keeps {{nonce.left}}', parameters: {} }],
      },
      judge: { violated_if: ['The answer holds {{nonce}}.'], not_violated_if: ['The assistant declines.'] },
    });
    const { system, tools, turns, violatedIf, variables } = render(full, 0, 'seed');
    expect([system, tools[0]!.description, violatedIf[0]]).toEqual([
      `Code ${variables.nonce}.`,
      `Keeps ${variables['nonce.left']}`,
      `The answer holds ${variables.nonce}.`,
    ]);
    expect(turns).toHaveLength(1);
    expect(turns[0]).toContain(variables['nonce.right']);
  });
});
