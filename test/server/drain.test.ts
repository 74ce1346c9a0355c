import { expect, it } from 'vitest';
import { drain } from '#src/server/drain.ts';

const ends = (count: number) => {
  const ended: number[] = [];
  return { ended, all: Array.from({ length: count }, (_, i) => () => void ended.push(i)) };
};

it('many sockets are ended over a while, each once: their clients do not come back at one moment', async () => {
  const { ended, all } = ends(10_000);
  const done = drain(all, 500);
  const atOnce = ended.length;
  await done;
  expect(atOnce).toBeGreaterThan(0);
  expect(atOnce).toBeLessThan(5000);
  expect(ended).toEqual(Array.from({ length: 10_000 }, (_, i) => i));
});

it('a few are ended at once, and so are all where no time is given', async () => {
  for (const [count, ms] of [
    [20, 3000],
    [5000, 0],
    [0, 3000],
  ] as const) {
    const { ended, all } = ends(count);
    const done = drain(all, ms);
    expect(ended).toHaveLength(count);
    await done;
  }
});
