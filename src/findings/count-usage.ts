import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';

export type UsageBucket = 'day' | 'month';

/** What a tenant used between two moments. Tokens and dollars are what targets and judges were asked for; dollars where a price is known. */
export type Usage = {
  /** The first moment of the day or month, in UTC. */
  from: Date;
  scans: number;
  attempts: number;
  targetCalls: number;
  targetTokens: number;
  judgeCalls: number;
  judgeTokens: number;
  targetUsd: number;
  judgeUsd: number;
  findings: number;
};

const BUCKETS_MAX = { day: 366, month: 120 } as const;
const LENGTH_MS = { day: 86_400_000, month: 28 * 86_400_000 } as const;

/**
 * A tenant's usage by days or months of UTC, the earliest first, without gaps. Counted from the rows themselves: a scan counts where it was started, a
 * finding where it was first seen, and what was deleted counts no more.
 *
 * @throws DomainError `missing_scope`; `invalid_from` or `invalid_to` for a range that ends before it begins or is too long
 */
export async function countUsage(ctx: Ctx, from: Date, to: Date, bucket: UsageBucket): Promise<Usage[]> {
  allow(ctx, 'scans:read');
  if (to <= from) throw new DomainError('invalid_to', 'The end is before the beginning.', { path: ['to'] });
  if ((to.getTime() - from.getTime()) / LENGTH_MS[bucket] > BUCKETS_MAX[bucket]) {
    const message = `At most ${BUCKETS_MAX[bucket]} ${bucket}s at once.`;
    throw new DomainError('invalid_from', message, { path: ['from'] });
  }
  return ctx.db.query<Usage>(
    `with buckets as (
       select b as "from", b + ('1 ' || $4)::interval as "to"
       from generate_series(date_trunc($4, $2::timestamptz at time zone 'UTC'), ($3::timestamptz at time zone 'UTC') - interval '1 microsecond', ('1 ' || $4)::interval) b
     ), scanned as (
       select date_trunc($4, created_at at time zone 'UTC') as "from", count(*)::int as scans, sum(answered)::int as attempts, sum(spent_calls)::float8 as target_calls,
         sum(spent_tokens)::float8 as target_tokens, sum(judge_calls)::float8 as judge_calls, sum(judge_tokens)::float8 as judge_tokens,
         sum(spent_usd)::float8 as target_usd, sum(judge_usd)::float8 as judge_usd
       from scans where tenant_id = $1 and created_at >= $2 and created_at < $3 group by 1
     ), found as (
       select date_trunc($4, first_seen_at at time zone 'UTC') as "from", count(*)::int as findings
       from findings where tenant_id = $1 and first_seen_at >= $2 and first_seen_at < $3 group by 1
     )
     select b."from" at time zone 'UTC' as "from", coalesce(s.scans, 0) as scans, coalesce(s.attempts, 0) as attempts, coalesce(s.target_calls, 0) as "targetCalls",
       coalesce(s.target_tokens, 0) as "targetTokens", coalesce(s.judge_calls, 0) as "judgeCalls", coalesce(s.judge_tokens, 0) as "judgeTokens",
       coalesce(s.target_usd, 0) as "targetUsd", coalesce(s.judge_usd, 0) as "judgeUsd", coalesce(f.findings, 0) as findings
     from buckets b left join scanned s using ("from") left join found f using ("from") order by 1`,
    [ctx.actor.tenantId, from, to, bucket],
  );
}
