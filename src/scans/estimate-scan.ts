import type { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { parseInput } from '#src/platform/parse.ts';
import { chosenProbes } from '#src/probes/probe-library.ts';
import { type LlmConfig, llmConfig } from '#src/targets/llm-config.ts';
import { type Estimate, estimatePlan, type Range } from './estimate.ts';
import { planAttempts } from './plan-attempts.ts';
import { scannableTarget } from './scannable-target.ts';
import { startScanInput } from './start-scan.ts';

export type ScanEstimate = Estimate & {
  targetId: string;
  /** What an answer of the target took on average in the last scan that got one, in milliseconds. Null: none did yet. */
  latencyMs: number | null;
  /** Requests to judge models. */
  judgeCalls: Range;
  /** Limits of the target's budget that the high end passes. */
  mayExceed: ('maxCalls' | 'maxTokens' | 'maxCostUsd')[];
};

/** As often as a judge model may be asked about one attempt: once, and once more to put its JSON right. */
const ASKED_AT_MOST = 2;

/**
 * What a scan would do and cost, by the plan that it would follow. Writes nothing and sends nothing; refuses what starting would refuse.
 *
 * @throws DomainError `invalid_input`, `not_found`, `target_kind_not_scannable`, `provider_not_available`, `invalid_probe_ids`
 */
export async function estimateScan(ctx: Ctx, raw: z.input<typeof startScanInput>): Promise<ScanEstimate> {
  const input = parseInput(startScanInput, raw);
  allow(ctx, 'scans:read');
  const target = await scannableTarget(ctx, input.targetId);
  const config = parseInput(llmConfig, target.config);
  const probes = chosenProbes(input.probeIds);
  const latencyMs = await lastLatency(ctx, target.id);
  const estimate = estimatePlan(planAttempts(probes, config, input.repeats), probes, config, latencyMs);
  const judgeCalls = judgeRange(ctx, estimate.attempts);
  return { ...estimate, targetId: target.id, latencyMs, judgeCalls, mayExceed: exceeded(estimate, judgeCalls, config) };
}

/** One indexed look for the scan, one over some of its answers. */
async function lastLatency(ctx: Ctx, targetId: string): Promise<number | null> {
  const [row] = await ctx.db.query<{ ms: number | null }>(
    `select avg(t.latency_ms)::float8 as ms from (
       select t.latency_ms from attempts a join attempt_turns t on t.tenant_id = a.tenant_id and t.attempt_id = a.id
       where a.tenant_id = $1 and a.scan_id = (
         select id from scans where tenant_id = $1 and target_id = $2 and answered > failed order by created_at desc, id desc limit 1)
       order by a.position limit 200) t`,
    [ctx.actor.tenantId, targetId],
  );
  return row?.ms ?? null;
}

function judgeRange({ config }: Ctx, attempts: number): Range {
  const judges = Object.values(config.judges).filter((model) => model !== null).length;
  const most = judges + (config.metaJudge ? 1 : 0);
  return { low: judges * attempts, high: ASKED_AT_MOST * most * attempts };
}

/** A budget covers the judges too: their requests count, their tokens and prices are not foreseen here. */
function exceeded(estimate: Estimate, judgeCalls: Range, { budget }: LlmConfig): ScanEstimate['mayExceed'] {
  const high = {
    maxCalls: estimate.calls.high + judgeCalls.high,
    maxTokens: estimate.tokens.high,
    maxCostUsd: estimate.costUsd?.high ?? 0,
  };
  return (['maxCalls', 'maxTokens', 'maxCostUsd'] as const).filter(
    (limit) => high[limit] > (budget?.[limit] ?? Number.POSITIVE_INFINITY),
  );
}
