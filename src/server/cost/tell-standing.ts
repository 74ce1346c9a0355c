import type { FastifyReply } from 'fastify';
import type { Ctx } from '#src/platform/context.ts';
import { rateHeaders } from '#src/server/rate-headers.ts';
import { standingAfter } from './admit.ts';

/** Puts the caller's standing into the headers of an answer, and how long to wait when its operation was refused. */
export function tellStanding(reply: FastifyReply, ctx: Ctx): void {
  const standing = standingAfter(ctx);
  if (!standing) return;
  reply.headers(rateHeaders(standing, ctx.clock.now()));
  const wait = Math.max(...standing.budgets.map(({ grant }) => grant.retryAfterSeconds));
  if (wait > 0) reply.header('retry-after', String(wait));
}
