import type { Standing } from '#src/access/budget.ts';

/**
 * How a caller stands, in both families of headers: `X-RateLimit-*`, of the tighter budget, its reset as seconds since 1970, and the fields
 * `RateLimit` and `RateLimit-Policy` of the IETF's draft, one entry for each budget: quota `q` a window of `w` seconds, `r` left, full
 * again in `t` seconds.
 */
export function rateHeaders({ budgets, remaining, resetAt }: Standing, now: number): Record<string, string> {
  const tighter = budgets.find(({ grant }) => grant.remaining === remaining) ?? budgets[0]!;
  const list = (item: (budget: Standing['budgets'][number]) => string) =>
    budgets.map((budget) => `"${budget.name}";${item(budget)}`).join(', ');
  const seconds = (at: Date) => Math.max(0, Math.ceil((at.getTime() - now) / 1000));
  return {
    'x-ratelimit-limit': String(tighter.limit.burst),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(Math.ceil(resetAt.getTime() / 1000)),
    'ratelimit-policy': list(({ limit }) => `q=${limit.burst};w=${Math.ceil((limit.burst / limit.perMinute) * 60)}`),
    ratelimit: list(({ grant }) => `r=${grant.remaining};t=${seconds(grant.resetAt)}`),
  };
}
