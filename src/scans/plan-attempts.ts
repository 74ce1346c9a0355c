import type { Probe } from '#src/probes/probe.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';

export type PlannedAttempt = {
  probeId: string;
  probeVersion: number;
  probeHash: string;
  variant: string;
  repeat: number;
  /** Requests that it takes when none is retried: its turns. */
  calls: number;
  /** The most tokens that it may cost, both ways: what a budget sets aside for it. */
  reservedTokens: number;
  /** Why the target cannot be asked this, or null. */
  notApplicable: string | null;
};

/** What an answer may cost at most where a budget of tokens or money needs a limit and the configuration names none, in tokens. */
export const ASSUMED_OUTPUT_TOKENS = 1024;
/** A token is rarely less than this many bytes of UTF-8: English has four, other scripts and encodings three and less. */
const BYTES_PER_TOKEN = 2;
/** What a format adds around each message. */
const TOKENS_PER_MESSAGE = 8;

/**
 * The attempts of a scan, in the order in which they are sent: every variant of every probe, core probes first, going round the
 * probes so that the first minute touches many weaknesses. Pure: the same library and configuration give the same plan.
 */
export function planAttempts(probes: readonly Probe[], config: LlmConfig, repeats: number): PlannedAttempt[] {
  const ordered = [...probes].sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
  const rounds = Math.max(0, ...ordered.map((probe) => probe.prompts.length));
  const plan: PlannedAttempt[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (let round = 0; round < rounds; round += 1) {
      for (const probe of ordered) if (probe.prompts[round]) plan.push(planOne(probe, round, repeat, config));
    }
  }
  return plan;
}

function planOne(probe: Probe, round: number, repeat: number, config: LlmConfig): PlannedAttempt {
  const prompt = probe.prompts[round]!;
  const turns = prompt.turns ?? [prompt.text ?? ''];
  return {
    probeId: probe.id,
    probeVersion: probe.version,
    probeHash: probe.hash,
    variant: prompt.id,
    repeat,
    calls: turns.length,
    reservedTokens: reservation(probe, turns, config),
    notApplicable: whyNot(probe, config),
  };
}

/**
 * The tokens that a target is asked to keep an answer within, or null when nothing depends on it. A budget of tokens or money does: without
 * a limit an answer could cost anything.
 */
export function outputLimit(config: Pick<LlmConfig, 'budget' | 'thresholds'>): number | null {
  if (config.budget?.maxTokens === undefined && config.budget?.maxCostUsd === undefined) return null;
  return config.thresholds?.maxTokensPerCall ?? ASSUMED_OUTPUT_TOKENS;
}

/** Each turn sends the system prompt, the tools and all that was said so far, and gets one answer. */
function reservation(probe: Probe, turns: readonly string[], config: LlmConfig): number {
  const perAnswer = outputLimit(config) ?? ASSUMED_OUTPUT_TOKENS;
  const tools = probe.setup.tools ? JSON.stringify(probe.setup.tools) : '';
  const fixed = tokensOf((probe.setup.system ?? '') + (config.systemPrompt ?? '') + tools);
  let [said, total] = [0, 0];
  for (const turn of turns) {
    said += tokensOf(turn);
    total += fixed + said + perAnswer;
    said += perAnswer;
  }
  return total;
}

function tokensOf(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN) + TOKENS_PER_MESSAGE;
}

function whyNot(probe: Probe, config: LlmConfig): string | null {
  const { needs } = probe.target;
  if (needs.includes('planted_system') && !config.acceptsSystem)
    return 'The probe plants a system prompt, and the target takes none (acceptsSystem is off).';
  if (needs.includes('tools') && !config.acceptsTools)
    return 'The probe offers tools, and the target takes none (acceptsTools is off).';
  const known = config.deployedSystemPrompt ?? config.systemPrompt ?? probe.setup.system;
  if (needs.includes('system_prompt') && !known)
    return 'The probe looks for the system prompt, and none is known: set deployedSystemPrompt.';
  return null;
}

function rank(probe: Probe): number {
  return probe.tier === 'core' ? 0 : 1;
}
