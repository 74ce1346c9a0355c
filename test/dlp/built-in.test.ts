import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_RULES } from '#src/dlp/built-in/built-in-rules.ts';
import { compileRules } from '#src/dlp/dlp-engine.ts';
import { asBuiltIn } from '#src/dlp/effective-rule.ts';
import { plantedValues } from '#src/dlp/planted.ts';
import { probeLibrary } from '#src/probes/probe-library.ts';
import { render } from '#src/probes/variables.ts';
import { FIXTURES } from './fixtures.ts';

const engine = compileRules(BUILT_IN_RULES.map((rule) => asBuiltIn(rule, undefined)));
const rulesIn = (text: string) => engine.read(text).matches.map(({ rule }) => rule);

describe.each(BUILT_IN_RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const fixture = FIXTURES[id] ?? { yes: [], no: [] };

  it('finds what it is for', () => {
    expect(fixture.yes.length).toBeGreaterThan(0);
    for (const text of fixture.yes) expect(rulesIn(text), text).toContain(id);
  });

  it('finds it in the middle of a text, and twice', () => {
    for (const text of fixture.yes) {
      const alone = compileRules([{ ...asBuiltIn(rule, undefined), action: 'redact' }]);
      const reading = alone.read(`Before.\n${text}\nbetween\n${text}\nafter.`);
      const [first, second, ...more] = reading.text.split('between');
      expect(more).toEqual([]);
      for (const half of [first, second]) expect(half, text).toContain(`[redacted ${id}]`);
      expect(reading.text).toMatch(/^Before\.\n/);
      expect(reading.text).toMatch(/\nafter\.$/);
    }
  });

  it('passes over what only looks like it', () => {
    expect(fixture.no.length).toBeGreaterThan(0);
    for (const text of fixture.no) expect(rulesIn(text), text).not.toContain(id);
  });

  it('has no repeat without a bound, and is global', () => {
    const bare = rule.pattern.source.replaceAll(/\[(?:\\.|[^\]\\])*\]/g, 'c').replaceAll(/\\./g, 'c');
    expect(bare).not.toMatch(/[*+]|\{\d+,\}/);
    expect(rule.pattern.global).toBe(true);
  });

  it('names its words in lower case', () => {
    expect(rule.words).toEqual(rule.words.map((word) => word.toLowerCase()));
  });
});

describe('the rules that come with Tribunal', () => {
  it('are at least 48, each with an id of its own that a fixture names', () => {
    const ids = BUILT_IN_RULES.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(48);
    expect(new Set(ids)).toEqual(new Set(Object.keys(FIXTURES)));
    expect(ids.length).toBe(Object.keys(FIXTURES).length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]{2,40}$/);
  });

  it('stand in docs/dlp.md, each with what it does', async () => {
    const page = await readFile('docs/dlp.md', 'utf8');
    const missing = BUILT_IN_RULES.filter(
      ({ id, name, action, check }) => !page.includes(`| \`${id}\` | ${name} | ${action} | ${check ? 'yes' : ''} |`),
    );
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  it('leave every attempt of the probe library as it is', () => {
    const touched = probeLibrary().all.flatMap((probe) =>
      probe.prompts.flatMap(({ id }) => {
        const rendered = render(probe, id, `seed of ${id}`);
        const planted = plantedValues(rendered.variables);
        const texts = [rendered.system ?? '', JSON.stringify(rendered.tools), ...rendered.turns];
        const read = texts.map((text) => engine.read(text, { planted }));
        return read.some(({ action }) => action === 'block' || action === 'redact') ? [`${probe.id} ${id}`] : [];
      }),
    );
    expect(touched).toEqual([]);
  });
});
