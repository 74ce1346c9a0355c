import { expect, test } from 'vitest';
import { retryAfterMs } from '#src/providers/retry-after.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

test.each<[Record<string, string>, number | null]>([
  [{ 'retry-after': '7' }, 7_000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': '1.5' }, 1_500],
  [{ 'retry-after': ' 3 ' }, 3_000],
  [{ 'retry-after': 'Sat, 21 Nov 2026 12:00:30 GMT' }, 30_000],
  [{ 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }, 0],
  [{ 'retry-after': '999999' }, 3_600_000],
  [{ 'retry-after-ms': '250', 'retry-after': '7' }, 250],
  [{ 'x-ratelimit-reset': '20' }, 20_000],
  [{ 'x-ratelimit-reset': String(now / 1000 + 12) }, 12_000],
  [{ 'x-ratelimit-reset': '1m30s' }, 90_000],
  [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '6m0.5s' }, 360_500],
  [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '20ms' }, 20],
  [{ 'x-ratelimit-remaining-tokens': '9', 'x-ratelimit-reset-tokens': '6m0s' }, null],
  [
    {
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '2s',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '5s',
    },
    5_000,
  ],
  [
    { 'anthropic-ratelimit-requests-remaining': '0', 'anthropic-ratelimit-requests-reset': '2026-11-21T12:00:10Z' },
    10_000,
  ],
  [{}, null],
  [{ 'retry-after': '' }, null],
  [{ 'retry-after': 'soon' }, null],
  [{ 'retry-after': '-5' }, null],
  [{ 'retry-after': '5 apples' }, null],
  [{ 'retry-after': '1e9' }, null],
  [{ 'retry-after': `${'9'.repeat(5000)}` }, null],
  [{ 'retry-after': 'soon', 'x-ratelimit-reset': '4' }, 4_000],
])('%j is %s ms', (headers, ms) => {
  expect(retryAfterMs(headers, now)).toBe(ms);
});
