import type { FindingQuery } from '#src/findings/finding-filter.ts';
import {
  countFindings,
  type FindingGroup,
  type FindingGroupBy,
  findingFacet,
  findingGroups,
  GROUPINGS,
  GROUPS_MAX,
} from '#src/findings/finding-groups.ts';
import { BUCKETS_MAX, findingTrend, type TrendBucket } from '#src/findings/finding-trend.ts';
import { builder } from './builder.ts';
import { findingFilterArgs } from './finding-filter.ts';

const MEANINGS: Record<FindingGroupBy, string> = {
  status: 'the stage of life',
  severity: 'how bad they are',
  target: 'the target',
  probe: 'the probe',
  assignee: 'who looks after them',
  tag: 'the tag',
  risk: 'the risk',
  control: 'the control of any framework, by the crosswalk of their risks',
  framework: 'the framework of those controls',
};
const KEYS = Object.keys(GROUPINGS) as FindingGroupBy[];

const GroupBy = builder.enumType('FindingGroupBy', {
  description: 'What findings can be counted by.',
  values: Object.fromEntries(
    KEYS.map((key) => [key.toUpperCase(), { value: key, description: `By ${MEANINGS[key]}.` }]),
  ) as Record<string, { value: FindingGroupBy; description: string }>,
});

const Group = builder.objectRef<FindingGroup>('FindingGroup').implement({
  description: 'Findings that have something in common.',
  fields: (t) => ({
    key: t.exposeString('key', {
      nullable: true,
      description: 'What they have in common, as the filter takes it: `HIGH`, `ep_…`, `LLM01`. Null: they have none.',
    }),
    label: t.exposeString('label', {
      nullable: true,
      description:
        'The same for people: a name, a title. Null where the key says it, and for a target when the token lacks `targets:read`.',
    }),
    count: t.exposeInt('count', { description: 'How many they are.' }),
  }),
});

const top = `How many groups, from 1 to ${GROUPS_MAX}, the largest first. Default 20.`;

const Stats = builder.objectRef<{ by: FindingGroupBy; query: FindingQuery }>('FindingStats').implement({
  description: 'Findings, counted.',
  fields: (t) => ({
    total: t.int({
      description: 'How many the filter leaves. Exact.',
      resolve: ({ query }, _args, ctx) => countFindings(ctx, query),
    }),
    groups: t.field({
      type: [Group],
      description: 'How many of them are in each group. One of several risks, tags or controls is counted in each.',
      args: { top: t.arg.int({ description: top }) },
      resolve: ({ by, query }, args, ctx) => findingGroups(ctx, by, query, args.top),
    }),
  }),
});

const Facets = builder.objectRef<FindingQuery>('FindingFacets').implement({
  description:
    'What a filter could be narrowed to, and how many findings each choice would leave. A facet leaves out what the filter itself says about it, unless it stands within an `or` or a `not`.',
  fields: (t) =>
    Object.fromEntries(
      KEYS.map((key) => [
        key,
        t.field({
          type: [Group],
          description: `By ${MEANINGS[key]}.`,
          args: { top: t.arg.int({ description: top }) },
          resolve: (query, args, ctx) => findingFacet(ctx, key, query, args.top),
        }),
      ]),
    ),
});

const Interval = builder.enumType('TrendInterval', {
  description: 'How long a step of a time series is.',
  values: {
    HOUR: { value: 'hour', description: 'Full hours.' },
    DAY: { value: 'day', description: 'From midnight to midnight.' },
    WEEK: { value: 'week', description: 'From Monday to Monday.' },
    MONTH: { value: 'month', description: 'Calendar months.' },
  } as const,
});

const Bucket = builder.objectRef<TrendBucket>('FindingTrendStep').implement({
  description:
    'A step of a time series. `openAtEnd` is that of the step before, plus `opened`, minus `resolved` and `dismissed`.',
  fields: (t) => ({
    start: t.expose('start', { type: 'DateTime', description: 'Where it begins.' }),
    end: t.expose('end', { type: 'DateTime', description: 'Where it ends, not included.' }),
    opened: t.exposeInt('opened', { description: 'Findings that were seen for the first time, or were open again.' }),
    resolved: t.exposeInt('resolved', { description: 'Findings that were open or triaged and were resolved.' }),
    dismissed: t.exposeInt('dismissed', {
      description: 'Findings that were open or triaged and were accepted or called a false positive.',
    }),
    openAtEnd: t.exposeInt('openAtEnd', { description: 'Findings that were open or triaged at its end.' }),
  }),
});

builder.queryFields((t) => ({
  findingStats: t.field({
    type: Stats,
    description:
      'How many findings there are, by one thing that they may have in common. Needs the scope `findings:read`.',
    args: { groupBy: t.arg({ type: GroupBy, required: true, description: 'By what.' }), ...findingFilterArgs() },
    resolve: (_root, { groupBy, filter, editions }) => ({ by: groupBy, query: { filter, editions } }),
  }),
  findingFacets: t.field({
    type: Facets,
    description: 'What a filter of findings could be narrowed to. Needs the scope `findings:read`.',
    args: findingFilterArgs(),
    resolve: (_root, { filter, editions }) => ({ filter, editions }),
  }),
  findingTrend: t.field({
    type: [Bucket],
    description: `How findings came and went, at most ${BUCKETS_MAX} steps. The filter chooses by what findings are now. Needs the scope \`findings:read\`.`,
    args: {
      interval: t.arg({ type: Interval, required: true, description: 'How long a step is.' }),
      from: t.arg({ type: 'DateTime', required: true, description: 'A moment of the first step.' }),
      to: t.arg({ type: 'DateTime', required: true, description: 'Where the last step has to reach to.' }),
      timeZone: t.arg.string({
        defaultValue: 'UTC',
        description:
          'Whose midnights, Mondays and firsts steps begin at: a name of the IANA database, such as `Europe/Berlin`.',
      }),
      ...findingFilterArgs(),
    },
    resolve: (_root, { filter, editions, timeZone, ...range }, ctx) =>
      findingTrend(ctx, { ...range, timeZone: timeZone ?? 'UTC' }, { filter, editions }),
  }),
}));
