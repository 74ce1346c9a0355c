import type { FastifyReply } from 'fastify';
import { outOfPoints, pointDemands, standingOf } from '#src/access/budget.ts';
import { REST_POINTS } from '#src/platform/config-api.ts';
import type { PerMinute } from '#src/platform/config-variables.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import type { Demand, Grant } from '#src/platform/rate-limit.ts';
import type { Row } from './row.ts';

/**
 * Takes one request from the token's bucket, the tenant's, and the route's own where it has one: from all, or, when one refuses, from
 * none. The narrowest bucket is told on every answer. GraphQL spends points from a budget of its own measure; a request takes from that too, so
 * that whoever has spent it there has none left here.
 *
 * @throws DomainError `rate_limited` with `retry_after_seconds`, `limit` and `window`
 */
export async function takeFromBuckets(ctx: Ctx, row: Row, reply: FastifyReply): Promise<void> {
  const buckets = bucketsOf(ctx, row);
  const demands = buckets.map(({ key, limit }): Demand => ({ key, cost: 1, limit: bucketOf(limit) }));
  const { allowed, grants: all } = await ctx.limiter.takeAll([...demands, ...pointDemands(ctx, REST_POINTS)]);
  const grants = all.slice(0, demands.length);
  const told = narrowest(grants);
  const { limit } = buckets[told]!;
  const grant = grants[told]!;
  const reset = Math.max(0, Math.ceil((grant.resetAt.getTime() - ctx.clock.now()) / 1000));
  reply.headers({
    'x-ratelimit-limit': String(limit.perMinute),
    'x-ratelimit-remaining': String(grant.remaining),
    'x-ratelimit-reset': String(reset),
  });
  if (allowed) return;
  if (grants.every((each) => each.allowed)) throw outOfPoints(REST_POINTS, standingOf(ctx, all.slice(demands.length)));
  const wait = Math.max(1, grant.retryAfterSeconds);
  throw new DomainError('rate_limited', `Too many requests. Send the next one in ${wait} s.`, {
    details: { retry_after_seconds: wait, limit: limit.perMinute, window: '1m' },
  });
}

type Bucket = { key: string; limit: PerMinute };

function bucketsOf(ctx: Ctx, row: Row): Bucket[] {
  const { restLimits } = ctx.config;
  const { tenantId, tokenId, userId } = ctx.actor;
  const own = row.limit ? [{ key: `rest:${row.limit}:${tenantId}`, limit: restLimits[row.limit] }] : [];
  return [
    ...own,
    { key: `rest:token:${tokenId ?? userId ?? tenantId}`, limit: restLimits.token },
    { key: `rest:tenant:${tenantId}`, limit: restLimits.tenant },
  ];
}

function bucketOf({ perMinute, burst }: PerMinute) {
  return { capacity: burst, refillPerSecond: perMinute / 60 };
}

/** The bucket that refuses, else the one with the least left. */
function narrowest(grants: readonly Grant[]): number {
  const refused = grants.findIndex((grant) => !grant.allowed);
  if (refused >= 0) return refused;
  return grants.reduce((best, grant, i) => (grant.remaining < grants[best]!.remaining ? i : best), 0);
}
