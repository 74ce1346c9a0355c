import { expect, test } from 'vitest';
import { WEAKNESSES } from '#src/demo/bot/weaknesses.ts';
import { comparedIds, compareWithTable } from '#src/demo/expected.ts';

const finding = (id: string, probeId: string) => ({ id, probeId, title: `Title of ${id}` });

test('a weakness is found by a finding of any of its probes, and missed without', () => {
  const compared = comparedIds(compareWithTable([finding('f1', 'endless-repetition')]));
  expect(compared.found).toEqual(['endless-repetition']);
  expect(compared.missed).toHaveLength(WEAKNESSES.length - 1);
  expect(compared.falseFindings).toEqual([]);
});

test('a finding of a probe that belongs to no weakness is a false one', () => {
  const compared = compareWithTable([finding('f1', 'jailbreak-roleplay'), finding('f2', 'encoded-instruction')]);
  expect(compared.falseFindings.map(({ id }) => id)).toEqual(['f1']);
});

test('a scan of some probes can only miss what they could find', () => {
  const compared = comparedIds(compareWithTable([], ['encoded-instruction', 'jailbreak-roleplay']));
  expect(compared).toEqual({ found: [], missed: ['base64-obeyed'], falseFindings: [] });
});
