import { z } from 'zod';
import { countUsage, type Usage } from '#src/findings/count-usage.ts';
import { moment, showMoment } from './identifiers.ts';
import { type Row, row } from './row.ts';

const usage = z
  .strictObject({
    from: moment.describe('The first moment of the day or month, in UTC.'),
    scans: z.int(),
    attempts: z.int(),
    target_calls: z.number(),
    target_tokens: z.number(),
    target_usd: z.number().describe('Where a price is configured.'),
    judge_calls: z.number(),
    judge_tokens: z.number(),
    judge_usd: z.number().describe('Where a price is configured.'),
    findings: z.int().describe('Seen for the first time.'),
  })
  .meta({ id: 'Usage' });

const when = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

export const USAGE_ROWS: readonly Row[] = [
  row({
    method: 'GET',
    path: '/usage',
    id: 'getUsage',
    tag: 'Audit',
    summary: 'What the tenant used, by days or months of UTC',
    description: 'Without gaps, the earliest first; at most 366 days or 120 months.',
    scope: 'scans:read',
    query: z.strictObject({
      from: when.describe('A date, or a moment with its zone.'),
      to: when.describe('Up to this moment, without it.'),
      by: z.enum(['day', 'month']).default('day'),
    }),
    answer: z.strictObject({ data: z.array(usage) }),
    codes: { from: 'invalid_from', to: 'invalid_to' },
    errors: ['invalid_from', 'invalid_to'],
    example: { query: { from: '2026-11-01', to: '2026-12-01', by: 'day' } },
    async handle(ctx, { query: { from, to, by } }) {
      return { data: (await countUsage(ctx, new Date(from), new Date(to), by)).map(show) };
    },
  }),
];

function show(one: Usage): z.input<typeof usage> {
  return {
    from: showMoment(one.from),
    scans: one.scans,
    attempts: one.attempts,
    target_calls: one.targetCalls,
    target_tokens: one.targetTokens,
    target_usd: one.targetUsd,
    judge_calls: one.judgeCalls,
    judge_tokens: one.judgeTokens,
    judge_usd: one.judgeUsd,
    findings: one.findings,
  };
}
