import type { TenantApp } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';
import { ratePerSecond } from '#src/targets/llm-config.ts';
import { remainingBudget, withinBudget } from './budget.ts';
import type { ClaimedAttempt } from './claimed-attempt.ts';
import { admit, blockedFor } from './gate.ts';
import { announceGivenUp, giveUp } from './give-up.ts';
import type { Lane } from './lane.ts';

export type Claim = {
  attempts: ClaimedAttempt[];
  /** Null: there is nothing left to claim. Else ask again after this many milliseconds (0: at once). */
  askAgainMs: number | null;
};

/** How soon a lane looks again when only other lanes' reservations stand between it and the budget. */
const BUDGET_WAIT_MS = 250;

/**
 * Claims up to `want` attempts for a lane by one conditional update, within the target's rate, its block, and the scan's budget.
 * Rows that another lane is claiming at the moment are passed over, never waited for.
 */
export async function claimAttempts(app: TenantApp, lane: Lane, config: LlmConfig, want: number): Promise<Claim> {
  if (ratePerSecond(config) === null && config.budget === null) return claimFreely(app, lane, want);
  const claim = await app.db.transaction((tx) => claimGated(app, tx, lane, config, want));
  if (claim.attempts.length === 0 && claim.askAgainMs === null) announceGivenUp(app, lane.scope);
  return claim;
}

/** Without rate and budget one statement does it. Why it claimed nothing is asked only then. */
async function claimFreely(app: TenantApp, lane: Lane, want: number): Promise<Claim> {
  const attempts = await claim(app.db, lane, want);
  if (attempts.length > 0) return { attempts, askAgainMs: 0 };
  const blockedMs = await blockedFor(app, lane);
  return { attempts, askAgainMs: blockedMs > 0 ? blockedMs : null };
}

async function claimGated(app: TenantApp, tx: Sql, lane: Lane, config: LlmConfig, want: number): Promise<Claim> {
  const [next] = await tx.query<{ calls: number }>(
    `select calls from attempts where tenant_id = $1 and scan_id = $2 and state = 'planned' order by position limit 1`,
    [lane.scope.tenantId, lane.scope.scanId],
  );
  if (!next) return { attempts: [], askAgainMs: null };
  const budget = config.budget ? await remainingBudget(tx, lane.scope, config.budget) : null;
  const admission = await admit(tx, lane, config, want);
  if (admission.granted === 0) return { attempts: [], askAgainMs: admission.waitMs };
  const claimed = await claim(tx, lane, admission.granted);
  const { taken, refused } = budget ? withinBudget(claimed, budget, config.budget!) : { taken: claimed, refused: [] };
  if (refused.length === 0) return { attempts: taken, askAgainMs: taken.length > 0 ? 0 : null };
  await unclaim(tx, lane, refused);
  if (taken.length > 0 || budget!.inFlight > 0) return { attempts: taken, askAgainMs: BUDGET_WAIT_MS };
  await giveUp(
    app,
    tx,
    lane.scope,
    'budget_exhausted',
    'The budget of the target was used up before every attempt was made.',
  );
  return { attempts: [], askAgainMs: null };
}

function claim(sql: Sql, lane: Lane, want: number): Promise<ClaimedAttempt[]> {
  return sql.query<ClaimedAttempt>(
    `with picked as (
       select a.id from attempts a join scans s on s.tenant_id = a.tenant_id and s.id = a.scan_id and s.status = 'running' and s.reason_code is null
         join lanes l on l.tenant_id = a.tenant_id and l.id = $3 and l.lease_until > now()
         join target_gates g on g.tenant_id = l.tenant_id and g.target_id = l.target_id and coalesce(g.blocked_until, 'epoch') <= clock_timestamp()
       where a.tenant_id = $1 and a.scan_id = $2 and a.state = 'planned' order by a.position limit $4 for no key update of a skip locked
     )
     update attempts a set state = 'claimed', lane_id = $3, claims = claims + 1 from picked p where a.tenant_id = $1 and a.id = p.id
     returning a.id, a.probe_id as "probeId", a.variant, a.calls, a.reserved_tokens as "reservedTokens"`,
    [lane.scope.tenantId, lane.scope.scanId, lane.id, want],
  );
}

async function unclaim(tx: Sql, lane: Lane, attempts: readonly ClaimedAttempt[]): Promise<void> {
  await tx.query(
    `update attempts set state = 'planned', lane_id = null, claims = claims - 1 where tenant_id = $1 and id = any($2::uuid[])`,
    [lane.scope.tenantId, attempts.map((attempt) => attempt.id)],
  );
}
