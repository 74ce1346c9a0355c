import type { Sql } from '#src/platform/database.ts';
import type { LogScope } from '#src/platform/events.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';
import type { ClaimedAttempt } from './claimed-attempt.ts';

export type Budget = NonNullable<LlmConfig['budget']>;
export type Remaining = {
  calls: number;
  tokens: number;
  usd: number /** Attempts that hold a reservation now. */;
  inFlight: number;
};

/**
 * What a scan may still promise: its limits, less what target and judges cost so far, less what attempts in flight may cost at most.
 * Locks the scan's row, so that two lanes never promise the same money.
 */
export async function remainingBudget(tx: Sql, scope: LogScope, budget: Budget): Promise<Remaining> {
  const [spent] = await tx.query<{ calls: number; tokens: bigint; usd: number }>(
    `select spent_calls + judge_calls as calls, spent_tokens + judge_tokens as tokens, (spent_usd + judge_usd)::float8 as usd
     from scans where tenant_id = $1 and id = $2 for no key update`,
    [scope.tenantId, scope.scanId],
  );
  const [held] = await tx.query<{ count: number; calls: number; tokens: bigint }>(
    `select count(*)::int as count, coalesce(sum(calls), 0)::int as calls, coalesce(sum(reserved_tokens), 0)::bigint as tokens
     from attempts where tenant_id = $1 and scan_id = $2 and state = 'claimed'`,
    [scope.tenantId, scope.scanId],
  );
  const tokens = Number(spent!.tokens) + Number(held!.tokens);
  return {
    calls: (budget.maxCalls ?? Number.POSITIVE_INFINITY) - spent!.calls - held!.calls,
    tokens: (budget.maxTokens ?? Number.POSITIVE_INFINITY) - tokens,
    usd: (budget.maxCostUsd ?? Number.POSITIVE_INFINITY) - spent!.usd - priceOf(Number(held!.tokens), budget),
    inFlight: held!.count,
  };
}

/** Cuts a claim where the next attempt could exceed what remains. Pure. */
export function withinBudget(attempts: readonly ClaimedAttempt[], remaining: Remaining, budget: Budget) {
  let { calls, tokens, usd } = remaining;
  const cut = attempts.findIndex((attempt) => {
    calls -= attempt.calls;
    tokens -= attempt.reservedTokens;
    usd -= priceOf(attempt.reservedTokens, budget);
    return calls < 0 || tokens < 0 || usd < 0;
  });
  return cut < 0
    ? { taken: [...attempts], refused: [] }
    : { taken: attempts.slice(0, cut), refused: attempts.slice(cut) };
}

/** The most that this many tokens can cost: all of them at the dearer price. */
function priceOf(tokens: number, budget: Budget): number {
  return (tokens / 1000) * Math.max(budget.inputCostPer1k ?? 0, budget.outputCostPer1k ?? 0);
}

/** What a conversation did cost, in US dollars. */
export function costOf(inputTokens: number, outputTokens: number, budget: Budget | null): number {
  return (inputTokens / 1000) * (budget?.inputCostPer1k ?? 0) + (outputTokens / 1000) * (budget?.outputCostPer1k ?? 0);
}
