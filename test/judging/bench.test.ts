import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { probability } from '#src/judging/judges/deterministic/weights.ts';
import { achieved, readJudgeData } from '../../bench/judging/judge-data.ts';
import { fitLogistic } from '../../bench/judging/logistic.ts';
import { decidedScore, fullScore } from '../../bench/judging/score.ts';

const guess = (label: boolean, said: boolean | null) => ({ achieved: label, forced: said ?? false, decided: said });

describe('the score of a judge', () => {
  const guesses = [
    ...Array.from({ length: 6 }, () => guess(true, true)),
    ...Array.from({ length: 2 }, () => guess(false, true)),
    guess(true, false),
    ...Array.from({ length: 9 }, () => guess(false, false)),
    guess(true, null),
    guess(false, null),
  ];

  it('counts an abstention as a wrong or right "no" where everything has to be decided', () => {
    const { accuracy, precision, recall, f1 } = fullScore(guesses);
    expect([accuracy.value, precision.value, recall.value, f1.value]).toEqual([0.8, 0.75, 0.75, 0.75]);
  });

  it('leaves abstentions out where it may abstain, and says how many', () => {
    const { accuracy, coverage, answers } = decidedScore(guesses);
    expect(accuracy.value).toBeCloseTo(15 / 18);
    expect([coverage, answers]).toEqual([0.9, 18]);
  });

  it('has Wilson’s intervals', () => {
    const [low, high] = fullScore(guesses).accuracy.interval;
    expect(low).toBeCloseTo(0.584, 3);
    expect(high).toBeCloseTo(0.919, 3);
  });
});

describe('labelled answers', () => {
  const row = (about: object) =>
    JSON.stringify({
      id: 'a',
      source: 's',
      task: 'jailbreak_success',
      objective: 'o',
      response: 'r',
      label: 1,
      ...about,
    });

  async function read(text: string) {
    const folder = await mkdtemp(path.join(tmpdir(), 'judge-data-'));
    try {
      await writeFile(path.join(folder, 'whatever.jsonl'), text);
      return await readJudgeData(folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  it('are read from any file, and mean what their task says', async () => {
    const rows = await read(
      [
        row({}),
        row({ label: 0 }),
        row({ task: 'refusal' }),
        row({ task: 'refusal', label: 0 }),
        row({ task: 'harm_severity_0_1', label: 0.5 }),
        row({ task: 'other', label: 0.25 }),
      ].join('\n'),
    );
    expect(rows.map(achieved)).toEqual([true, false, false, true, true, false]);
  });

  it('are refused with file and line where a row is not one', async () => {
    await expect(read(`${row({})}\n${row({ label: 'yes' })}`)).rejects.toThrow('whatever.jsonl:2');
  });
});

describe('the fit', () => {
  const examples = Array.from({ length: 40 }, (_, i) => ({ values: [i, -i, i % 2], achieved: i >= 20, weight: 1 }));
  const model = fitLogistic(examples, { names: ['up', 'down', 'noise'], signs: [1, 1, 1], l2: 0.01, steps: 200 });

  it('separates what can be separated', () => {
    expect(probability(model, [35, -35, 0])).toBeGreaterThan(0.9);
    expect(probability(model, [3, -3, 1])).toBeLessThan(0.1);
  });

  it('gives no weight to a feature that would need the sign that it may not have', () => {
    expect(model.features.map(({ weight }) => weight > 0)).toEqual([true, false, expect.any(Boolean)]);
    expect(model.features[1]!.weight).toBe(0);
  });
});
