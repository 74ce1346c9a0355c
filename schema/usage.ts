import type { Usage } from '#src/findings/count-usage.ts';
import { listUsage } from '#src/findings/list-usage.ts';
import { USAGE_LIST } from '#src/findings/usage-list.ts';
import { builder } from './builder.ts';
import { shape } from './connection.ts';
import { listInputs } from './list-input.ts';

const UsageBucket = builder.enumType('UsageBucket', {
  description: 'What usage is counted by.',
  values: {
    DAY: { value: 'day', description: 'By days of UTC; at most 366 at once.' },
    MONTH: { value: 'month', description: 'By months of UTC; at most 120 at once.' },
  } as const,
});

const UsageType = builder.objectRef<Usage>('Usage').implement({
  description: 'What was used in a day or a month. Scans that were deleted count no more.',
  fields: (t) => ({
    from: t.expose('from', { type: 'DateTime', description: 'Its first moment, in UTC.' }),
    scans: t.exposeInt('scans', { description: 'Scans that were started.' }),
    attempts: t.exposeInt('attempts', { description: 'Attempts of these scans that have their answers.' }),
    targetCalls: t.exposeFloat('targetCalls', { description: 'Requests to targets.' }),
    targetTokens: t.exposeFloat('targetTokens', { description: 'Tokens of targets, both ways.' }),
    targetUsd: t.exposeFloat('targetUsd', { description: 'US dollars for targets, where a price is configured.' }),
    judgeCalls: t.exposeFloat('judgeCalls', { description: 'Requests to judge models.' }),
    judgeTokens: t.exposeFloat('judgeTokens', { description: 'Tokens of judge models, both ways.' }),
    judgeUsd: t.exposeFloat('judgeUsd', { description: 'US dollars for judge models, where a price is configured.' }),
    findings: t.exposeInt('findings', { description: 'Findings that were seen for the first time.' }),
  }),
});

const inputs = listInputs(USAGE_LIST);

const UsageConnection = builder.connectionObject(
  { type: UsageType, name: 'UsageConnection', description: 'A page of days or months.' },
  { name: 'UsageEdge', description: 'A day or a month and its place in the list.' },
);

builder.queryField('usage', (t) =>
  t.connection(
    {
      type: UsageType,
      description:
        'What the tenant used, by days or months, without gaps, the earliest first unless ordered otherwise. Needs the scope `scans:read`.',
      args: {
        from: t.arg({ type: 'DateTime', required: true, description: 'From this moment on.' }),
        to: t.arg({ type: 'DateTime', required: true, description: 'Up to this moment, without it.' }),
        by: t.arg({ type: UsageBucket, required: true, defaultValue: 'day', description: 'By days or by months.' }),
        ...inputs.args(),
      },
      resolve: async (_root, { from, to, by, ...args }, ctx) => {
        const { page, count, usage } = await listUsage(ctx, { from, to, by }, args, args);
        return shape(page, usage, async () => count);
      },
    },
    UsageConnection,
  ),
);
