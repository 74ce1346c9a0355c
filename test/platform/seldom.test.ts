import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { seldom } from '#src/platform/seldom.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

it('a flood of errors is one line in a while, and the next one says how many there were', () => {
  const lines: [string, number][] = [];
  const tell = seldom((error, passedOver) => lines.push([error.message, passedOver]), 1000);
  for (let i = 0; i < 100; i += 1) tell(new Error(`error ${i}`));
  expect(lines).toEqual([['error 0', 0]]);
  vi.advanceTimersByTime(999);
  tell(new Error('still too soon'));
  vi.advanceTimersByTime(1);
  tell(new Error('later'));
  expect(lines).toEqual([
    ['error 0', 0],
    ['later', 100],
  ]);
  vi.advanceTimersByTime(1000);
  tell(new Error('alone'));
  expect(lines.at(-1)).toEqual(['alone', 0]);
});
