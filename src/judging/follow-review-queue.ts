import { followTenant, type TenantNews } from '#src/access/follow-tenant.ts';
import type { Ctx } from '#src/platform/context.ts';

/** Attempts whose verdict waits for a person from then on, or waits no more. */
export type ReviewQueueNews = TenantNews & { action: 'queued' | 'settled'; body: { attemptIds: string[] } };

/** The changes of the review queue after `after`. Throws as `followTenant` does. */
export async function followReviewQueue(
  ctx: Ctx,
  after: string | null,
): Promise<AsyncIterableIterator<ReviewQueueNews>> {
  const all = await followTenant(ctx, { kinds: ['review'] }, after);
  return only(all, (news): news is ReviewQueueNews => news.action === 'queued' || news.action === 'settled');
}

/** How many verdicts wait now. */
export async function countReviewQueue(ctx: Ctx): Promise<number> {
  const [row] = await ctx.db.query<{ n: number }>(
    'select count(*)::int as n from verdicts where tenant_id = $1 and needs_review',
    [ctx.actor.tenantId],
  );
  return row!.n;
}

/** Those values of a source that pass; ended as the source is ended. */
function only<Value, Kept extends Value>(
  source: AsyncIterableIterator<Value>,
  pass: (value: Value) => value is Kept,
): AsyncIterableIterator<Kept> {
  return {
    async next() {
      for (;;) {
        const { done, value } = await source.next();
        if (done) return { done: true, value: undefined };
        if (pass(value)) return { done: false, value };
      }
    },
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
