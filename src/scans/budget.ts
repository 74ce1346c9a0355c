import type { TenantApp } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import type { LogScope } from '#src/platform/events.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';
import type { ClaimedAttempt } from './claimed-attempt.ts';

export type Budget = NonNullable<LlmConfig['budget']>;
export type Remaining = {
  calls: number;
  tokens: number;
  usd: number;
  /** Attempts that hold a reservation now, for their requests or for their judges. */
  inFlight: number;
  /** What judging one attempt may take at most. */
  judging: { calls: number; tokens: number };
};

/** A judge model is asked at most twice, the second time to put its JSON right; it reads the conversation and the criteria. */
const ASKED_AT_MOST = 2;
const TOKENS_ASKED = 4000;

/**
 * What a scan may still promise: its limits, less what target and judges cost so far, less what attempts in flight may cost at most.
 * Locks the scan's row, so that two lanes never promise the same money.
 */
export async function remainingBudget(tx: Sql, scope: LogScope, budget: Budget): Promise<Remaining> {
  const spent = await readSpent(tx, scope);
  // One more than the judges: the meta-judge.
  const asked = spent.models === 0 ? 0 : ASKED_AT_MOST * (spent.models + 1);
  const judging = { calls: asked, tokens: asked * TOKENS_ASKED };
  const held = await readHeld(tx, scope);
  const calls = held.calls + held.unjudged * judging.calls;
  const tokens = Number(held.tokens) + held.unjudged * judging.tokens;
  return {
    calls: (budget.maxCalls ?? Number.POSITIVE_INFINITY) - spent.calls - calls,
    tokens: (budget.maxTokens ?? Number.POSITIVE_INFINITY) - Number(spent.tokens) - tokens,
    usd: (budget.maxCostUsd ?? Number.POSITIVE_INFINITY) - spent.usd - priceOf(tokens, budget),
    inFlight: asked === 0 ? held.claimed : held.unjudged,
    judging,
  };
}

type Spent = { calls: number; tokens: bigint; usd: number; models: number };

async function readSpent(tx: Sql, scope: LogScope): Promise<Spent> {
  const [row] = await tx.query<Spent>(
    `select spent_calls + judge_calls as calls, spent_tokens + judge_tokens as tokens, (spent_usd + judge_usd)::float8 as usd,
       (select count(*)::int from jsonb_array_elements(judges) j where j->>'engine' <> 'deterministic') as models
     from scans where tenant_id = $1 and id = $2 for no key update`,
    [scope.tenantId, scope.scanId],
  );
  return row!;
}

type Held = { claimed: number; unjudged: number; calls: number; tokens: bigint };

async function readHeld(tx: Sql, scope: LogScope): Promise<Held> {
  const [row] = await tx.query<Held>(
    `select count(*)::int as unjudged, (count(*) filter (where state = 'claimed'))::int as claimed,
       coalesce(sum(calls) filter (where state = 'claimed'), 0)::int as calls,
       coalesce(sum(reserved_tokens) filter (where state = 'claimed'), 0)::bigint as tokens
     from attempts where tenant_id = $1 and scan_id = $2 and state in ('claimed', 'answered', 'judging')`,
    [scope.tenantId, scope.scanId],
  );
  return row!;
}

/** Sets one more request aside for an attempt that is under way, as a retry needs it. False when the budget has none left. */
export async function reserveCall(
  app: Pick<TenantApp, 'db'>,
  scope: LogScope,
  attemptId: string,
  budget: Budget | null,
): Promise<boolean> {
  if (budget?.maxCalls === undefined) return true;
  return app.db.transaction(async (tx) => {
    const { calls } = await remainingBudget(tx, scope, budget);
    if (calls < 1) return false;
    await tx.query('update attempts set calls = calls + 1 where tenant_id = $1 and id = $2', [
      scope.tenantId,
      attemptId,
    ]);
    return true;
  });
}

/**
 * Counts what dead lanes had under way as spent, in full, where the target has a budget: their requests may have been answered and billed, and
 * nobody knows any more. Call it before their attempts are released.
 */
export async function chargeLost(tx: Sql, scope: LogScope): Promise<void> {
  await tx.query(
    `with lost as (
       select coalesce(sum(calls), 0)::int as calls, coalesce(sum(reserved_tokens), 0)::bigint as tokens from attempts a
       where a.tenant_id = $1 and a.scan_id = $2 and a.state = 'claimed'
         and not exists (select 1 from lanes l where l.tenant_id = a.tenant_id and l.id = a.lane_id)
     )
     update scans s set spent_calls = spent_calls + lost.calls, spent_tokens = spent_tokens + lost.tokens,
       spent_usd = spent_usd + lost.tokens / 1000.0 * greatest((t.config->'budget'->>'inputCostPer1k')::numeric, (t.config->'budget'->>'outputCostPer1k')::numeric, 0)
     from lost, targets t
     where s.tenant_id = $1 and s.id = $2 and lost.calls > 0 and t.tenant_id = s.tenant_id and t.id = s.target_id and jsonb_typeof(t.config->'budget') = 'object'`,
    [scope.tenantId, scope.scanId],
  );
}

/** Cuts a claim where the next attempt could exceed what remains. Pure. */
export function withinBudget(attempts: readonly ClaimedAttempt[], remaining: Remaining, budget: Budget) {
  let { calls, tokens, usd } = remaining;
  const cut = attempts.findIndex((attempt) => {
    const reserved = attempt.reservedTokens + remaining.judging.tokens;
    calls -= attempt.calls + remaining.judging.calls;
    tokens -= reserved;
    usd -= priceOf(reserved, budget);
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
