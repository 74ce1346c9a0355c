import type { PointsPerMinute } from '#src/platform/config-api.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import type { Demand, Grant } from '#src/platform/rate-limit.ts';

/** One of the budgets that a caller spends from: its own, or that of its whole tenant. */
export type Budget = { name: 'token' | 'tenant'; limit: PointsPerMinute; grant: Grant };

/** How a caller stands. `remaining` and `resetAt` are those of the tighter budget. */
export type Standing = { budgets: Budget[]; remaining: number; resetAt: Date };

const NAMES = ['token', 'tenant'] as const;

/**
 * What has to be taken for so many points: from the token's budget and from the one that all tokens of the tenant share. Every door takes
 * from the same two. A session counts as its person.
 */
export function pointDemands(ctx: Ctx, points: number): Demand[] {
  const { tokenId, userId, tenantId } = ctx.actor;
  const { token, tenant } = ctx.config.api.points;
  return [
    { key: `points:caller:${tokenId ?? userId ?? tenantId}`, cost: points, limit: bucket(token) },
    { key: `points:tenant:${tenantId}`, cost: points, limit: bucket(tenant) },
  ];
}

/** Takes points from both budgets or from neither. */
export async function takePoints(ctx: Ctx, points: number): Promise<Standing & { allowed: boolean }> {
  const { allowed, grants } = await ctx.limiter.takeAll(pointDemands(ctx, points));
  return { allowed, ...standingOf(ctx, grants) };
}

/** Puts points back that were taken and not used. The standing is the one given, with them. */
export function givePoints(ctx: Ctx, points: number, standing: Standing): Standing {
  if (points <= 0) return standing;
  const demands = pointDemands(ctx, points);
  ctx.limiter.give(demands);
  const grants = standing.budgets.map(({ grant }, i) => returned(grant, points, demands[i]!.limit));
  return standingOf(ctx, grants);
}

/** The refusal of a caller that has spent its budget. */
export function outOfPoints(points: number, { budgets }: Standing): DomainError {
  const wait = Math.max(1, ...budgets.map(({ grant }) => grant.retryAfterSeconds));
  const whose = budgets.find(({ grant }) => !grant.allowed)?.name === 'tenant' ? 'The tenant has' : 'You have';
  return new DomainError('rate_limited', `${whose} spent too much lately for these ${points} points. Wait ${wait} s.`, {
    details: { retry_after_seconds: wait, points },
  });
}

/** How a caller stands by the grants of `pointDemands`. */
export function standingOf(ctx: Ctx, grants: readonly Grant[]): Standing {
  const budgets = grants.map((grant, i) => {
    const name = NAMES[i]!;
    return { name, limit: ctx.config.api.points[name], grant };
  });
  const tighter = budgets.reduce((least, budget) => (budget.grant.remaining < least.grant.remaining ? budget : least));
  return { budgets, remaining: tighter.grant.remaining, resetAt: tighter.grant.resetAt };
}

function returned(grant: Grant, points: number, limit: Demand['limit']): Grant {
  const remaining = Math.min(limit.capacity, grant.remaining + points);
  const resetAt = new Date(Math.max(Date.now(), grant.resetAt.getTime() - (points / limit.refillPerSecond) * 1000));
  return { ...grant, remaining, resetAt };
}

function bucket({ perMinute, burst }: PointsPerMinute): Demand['limit'] {
  return { capacity: burst, refillPerSecond: perMinute / 60 };
}
