import { z } from 'zod';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { Statement } from '#src/platform/keyset-statement.ts';
import { parseInput } from '#src/platform/parse.ts';
import { type FindingQuery, findingQuery } from './finding-filter.ts';

/** What became of the findings of a filter between two moments. `openAtEnd` is that of the bucket before, plus `opened`, minus the two others. */
export type TrendBucket = {
  start: Date;
  end: Date;
  /** Seen for the first time, or open again. */
  opened: number;
  /** From open or triaged to resolved. */
  resolved: number;
  /** From open or triaged to accepted or a false positive. */
  dismissed: number;
  /** Open or triaged at the end. */
  openAtEnd: number;
};

export const INTERVALS = ['hour', 'day', 'week', 'month'] as const;
export const BUCKETS_MAX = 400;
const SHORTEST_MS: Record<(typeof INTERVALS)[number], number> = {
  hour: 3_600_000,
  day: 23 * 3_600_000,
  week: 167 * 3_600_000,
  month: 671 * 3_600_000,
};

const trendInput = z
  .strictObject({
    interval: z.enum(INTERVALS),
    from: z.date(),
    to: z.date(),
    /** A name of the IANA database. Buckets begin at its midnights, Mondays and firsts. */
    timeZone: z.string().max(60).default('UTC').refine(isTimeZone, 'is not the name of a time zone'),
  })
  .refine(({ from, to }) => from < to, { message: 'comes after from', path: ['to'] })
  .refine(({ interval, from, to }) => (to.getTime() - from.getTime()) / SHORTEST_MS[interval] <= BUCKETS_MAX, {
    message: `gives more than ${BUCKETS_MAX} buckets: take a longer interval`,
    path: ['interval'],
  });

/**
 * Time series of findings, by the history that each keeps. The filter chooses by what findings are now. The first bucket begins with the
 * interval that `from` lies in, the last one holds the moment before `to`; one that is not over yet ends in the future.
 *
 * @throws DomainError `invalid_input`, and as `findingQuery` does
 */
export async function findingTrend(
  ctx: Ctx,
  raw: z.input<typeof trendInput>,
  query: FindingQuery,
): Promise<TrendBucket[]> {
  const { interval, from, to, timeZone } = parseInput(trendInput, raw);
  const statement = new Statement();
  const where = statement.conditions((await findingQuery(ctx, query)).conditions);
  const [zone, begin, end] = [timeZone, from, to].map((value) => statement.value(value));
  const [tenant, unit] = [statement.value(ctx.actor.tenantId), `interval '1 ${interval}'`];
  return ctx.db
    .query<TrendBucket>(
      `with buckets as materialized (
         select s at time zone ${zone} as start, (s + ${unit}) at time zone ${zone} as finish from generate_series(
           date_trunc('${interval}', ${begin}::timestamptz at time zone ${zone}), (${end}::timestamptz at time zone ${zone}) - interval '1 ms', ${unit}) s
       ), events as (
         select t.first_seen_at as at, 1 as opened, 0 as resolved, 0 as dismissed from findings t
         where ${where} and t.first_seen_at >= (select min(start) from buckets)
         union all
         select c.created_at, ${flag('not b.active and a.active')}, ${flag(`b.active and a.status = 'resolved'`)},
           ${flag(`b.active and a.status in ('accepted', 'false_positive')`)}
         from finding_changes c join findings t on t.tenant_id = c.tenant_id and t.id = c.finding_id
           cross join lateral (select ${active(`c.before->>'status'`)} as active) b
           cross join lateral (select c.after->>'status' as status, ${active(`c.after->>'status'`)} as active) a
         where ${where} and c.tenant_id = ${tenant} and c.kind = 'status' and c.created_at >= (select min(start) from buckets)
       ), sums as (
         select b.start, b.finish, coalesce(sum(e.opened), 0)::int as opened, coalesce(sum(e.resolved), 0)::int as resolved,
           coalesce(sum(e.dismissed), 0)::int as dismissed
         from buckets b left join events e on e.at >= b.start and e.at < b.finish group by 1, 2
       ), now as (
         select (select count(*)::int from findings t where ${where} and t.status in ('open', 'triaged'))
           - (select coalesce(sum(opened - resolved - dismissed), 0)::int from events where at >= (select max(finish) from buckets)) as count
       )
       select s.start, s.finish as end, s.opened, s.resolved, s.dismissed,
         (now.count - coalesce(sum(s.opened - s.resolved - s.dismissed) over later, 0))::int as "openAtEnd"
       from sums s cross join now window later as (order by s.start rows between 1 following and unbounded following) order by s.start`,
      statement.values,
    )
    .catch(unknownZone);
}

const active = (status: string) => `${status} in ('open', 'triaged')`;
const flag = (condition: string) => `case when ${condition} then 1 else 0 end`;

/** What is a name to JavaScript need not be one to PostgreSQL, which keeps a list of its own. */
function unknownZone(error: unknown): never {
  const INVALID_PARAMETER = '22023';
  if ((error as { code?: string }).code !== INVALID_PARAMETER) throw error;
  throw new DomainError('invalid_input', 'timeZone: is not the name of a time zone', { path: ['timeZone'] });
}

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // RangeError: there is no such zone
  }
}
