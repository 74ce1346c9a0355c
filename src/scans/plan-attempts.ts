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

/** What an answer is taken to cost at most when the configuration names no limit, in tokens. */
const ASSUMED_OUTPUT_TOKENS = 1024;

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
  const perAnswer = config.thresholds?.maxTokensPerCall ?? ASSUMED_OUTPUT_TOKENS;
  const characters = (probe.setup.system?.length ?? 0) + (config.systemPrompt?.length ?? 0) + turns.join('').length;
  return {
    probeId: probe.id,
    probeVersion: probe.version,
    probeHash: probe.hash,
    variant: prompt.id,
    repeat,
    calls: turns.length,
    // Each further turn sends the conversation again.
    reservedTokens: Math.ceil((characters / 4) * turns.length) + perAnswer * turns.length * (turns.length + 1) * 0.5,
    notApplicable: whyNot(probe, config),
  };
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
