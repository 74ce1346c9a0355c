import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradeOf } from '#src/findings/grade.ts';

const none = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

describe('a grade', () => {
  it.each([
    ['llm', {}, 100, 'A'],
    ['llm', { info: 500 }, 100, 'A'],
    ['llm', { critical: 1 }, 75, 'C'],
    ['llm', { high: 1 }, 96, 'B'],
    ['llm', { high: 10 }, 60, 'D'],
    ['llm', { high: 100 }, 40, 'F'],
    ['llm', { critical: 9 }, 0, 'F'],
    ['llm', { medium: 6 }, 91, 'A'],
    ['llm', { medium: 1000, low: 1000 }, 48, 'F'],
    ['llm', { low: 1 }, 100, 'A'],
    ['llm', { low: 5 }, 99, 'A'],
    ['url', { critical: 9 }, 25, 'F'],
    ['url', { high: 2 }, 84, 'B'],
    ['repo', { medium: 3, low: 2 }, 89, 'B'],
    ['repo', { low: 100 }, 85, 'B'],
  ] as const)('of %s with %j is %d, %s', (kind, counts, score, grade) => {
    expect(gradeOf(kind, { ...none, ...counts })).toEqual({ score, grade });
  });

  it('never gets better by another finding, and is capped by the worst one', () => {
    const counts = fc.record({
      critical: fc.nat(5),
      high: fc.nat(30),
      medium: fc.nat(60),
      low: fc.nat(90),
      info: fc.nat(9),
    });
    const severity = fc.constantFrom('critical', 'high', 'medium', 'low', 'info' as const);
    fc.assert(
      fc.property(fc.constantFrom('llm', 'url', 'repo' as const), counts, severity, (kind, given, more) => {
        const before = gradeOf(kind, given);
        const after = gradeOf(kind, { ...given, [more]: given[more] + 1 });
        expect(after.score).toBeLessThanOrEqual(before.score);
        expect(after.grade >= before.grade).toBe(true);
        if (given.critical > 0) expect(['C', 'D', 'F']).toContain(before.grade);
        else if (given.high > 0) expect(before.grade).not.toBe('A');
      }),
    );
  });
});
