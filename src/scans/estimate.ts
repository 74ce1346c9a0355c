import type { Probe } from '#src/probes/probe.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';
import { burstAt, ratePerSecond } from '#src/targets/llm-config.ts';
import { costOf } from './budget.ts';
import { ASSUMED_OUTPUT_TOKENS, outputLimit, type PlannedAttempt } from './plan-attempts.ts';

/** From the least to the most that is to be expected. */
export type Range = { low: number; high: number };
export type ProbeEstimate = { probeId: string; tier: Probe['tier']; attempts: number; calls: Range; tokens: Range };
export type TierEstimate = { tier: Probe['tier']; attempts: number; calls: Range; tokens: Range };
export type LeftOut = { probeId: string; attempts: number; reason: string };
export type Estimate = {
  attempts: number;
  calls: Range;
  tokens: Range;
  /** Null when the target names no prices. */
  costUsd: Range | null;
  seconds: Range;
  probes: ProbeEstimate[];
  tiers: TierEstimate[];
  notApplicable: LeftOut[];
};

/** What is little: long words of English, and answers of one short sentence. */
const LOW_BYTES_PER_TOKEN = 5;
const LOW_ANSWER_TOKENS = 10;

type Tokens = { input: Range; output: Range };
type Asked = PlannedAttempt & { probe: Probe; tokens: Tokens };

/**
 * What a plan will cost. Pure. The low end takes each request to be answered at once with one short sentence; the high end takes what a
 * budget sets aside, with every retry made. `latencyMs` is what the target took on average, or null when it was never asked.
 */
export function estimatePlan(
  plan: readonly PlannedAttempt[],
  probes: readonly Probe[],
  config: LlmConfig,
  latencyMs: number | null,
): Estimate {
  const byId = new Map(probes.map((probe) => [probe.id, probe]));
  const asked = plan
    .filter((attempt) => attempt.notApplicable === null)
    .map((attempt) => {
      const probe = byId.get(attempt.probeId)!;
      return { ...attempt, probe, tokens: tokensOf(attempt, probe, config) };
    });
  const all = sumUp(asked, config);
  return {
    ...all,
    costUsd: costRange(asked, config),
    seconds: {
      low: secondsFor(all.calls.low, config, latencyMs ?? 0),
      high: secondsFor(all.calls.high, config, config.timeoutS * 1000),
    },
    probes: [...Map.groupBy(asked, (attempt) => attempt.probeId)].map(([probeId, attempts]) => ({
      probeId,
      tier: attempts[0]!.probe.tier,
      ...sumUp(attempts, config),
    })),
    tiers: [...Map.groupBy(asked, (attempt) => attempt.probe.tier)].map(([tier, attempts]) => ({
      tier,
      ...sumUp(attempts, config),
    })),
    notApplicable: leftOut(plan),
  };
}

function tokensOf(attempt: PlannedAttempt, probe: Probe, config: LlmConfig): Tokens {
  const prompt = probe.prompts.find((one) => one.id === attempt.variant)!;
  const turns = prompt.turns ?? [prompt.text ?? ''];
  const fixed = Buffer.byteLength((probe.setup.system ?? '') + (config.systemPrompt ?? '')) / LOW_BYTES_PER_TOKEN;
  let [said, low] = [0, 0];
  for (const turn of turns) {
    said += Buffer.byteLength(turn) / LOW_BYTES_PER_TOKEN;
    low += fixed + said;
    said += LOW_ANSWER_TOKENS;
  }
  const mostOut = (outputLimit(config) ?? ASSUMED_OUTPUT_TOKENS) * turns.length;
  const output = { low: Math.min(LOW_ANSWER_TOKENS * turns.length, mostOut), high: mostOut };
  const high = attempt.reservedTokens - mostOut;
  return { input: { low: Math.min(Math.floor(low), high), high }, output };
}

function sumUp(attempts: readonly Asked[], config: LlmConfig) {
  const calls = sum(attempts, (attempt) => attempt.calls);
  return {
    attempts: attempts.length,
    calls: { low: calls, high: calls * (1 + config.retries) },
    tokens: {
      low: sum(attempts, ({ tokens }) => tokens.input.low + tokens.output.low),
      high: sum(attempts, (attempt) => attempt.reservedTokens),
    },
  };
}

function costRange(attempts: readonly Asked[], { budget }: LlmConfig): Range | null {
  if (budget?.inputCostPer1k === undefined && budget?.outputCostPer1k === undefined) return null;
  const cost = (end: keyof Range) =>
    costOf(
      sum(attempts, ({ tokens }) => tokens.input[end]),
      sum(attempts, ({ tokens }) => tokens.output[end]),
      budget,
    );
  return { low: cost('low'), high: cost('high') };
}

/** The slower of two: what the rate lets through, and what the concurrency does at this latency. */
function secondsFor(calls: number, config: LlmConfig, latencyMs: number): number {
  const rate = ratePerSecond(config);
  const atOnce = rate === null ? 0 : burstAt(rate, config);
  const byRate = rate === null ? 0 : Math.max(0, calls - atOnce) / rate;
  return Math.max(byRate, (calls * latencyMs) / 1000 / config.concurrency);
}

function leftOut(plan: readonly PlannedAttempt[]): LeftOut[] {
  const none = plan.filter((attempt) => attempt.notApplicable !== null);
  return [...Map.groupBy(none, (attempt) => attempt.probeId)].map(([probeId, attempts]) => ({
    probeId,
    attempts: attempts.length,
    reason: attempts[0]!.notApplicable!,
  }));
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
