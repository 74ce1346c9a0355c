import { expect, test } from 'vitest';
import { checkFixtures } from '#src/probes/check-fixtures.ts';
import { loadProbes } from '#src/probes/load-probes.ts';

const library = loadProbes();

/** Values differ at each attempt, so a fixture has to hold for any: three seeds each. */
test.each(library.all.map((probe) => [probe.id, probe] as const))('%s reads its own fixtures rightly', (_, probe) => {
  for (const seed of ['one', 'two', 'three']) expect(checkFixtures(probe, seed)).toEqual([]);
});
