import { describe, expect, it } from 'vitest';
import { chosenProbes } from '#src/probes/probe-library.ts';
import { render } from '#src/probes/variables.ts';
import { planAttempts } from '#src/scans/plan-attempts.ts';
import { llmConfig } from '#src/targets/llm-config.ts';

const config = llmConfig.parse({
  systemPrompt: 'You are the assistant of a small book shop. Be brief, be kind, and stay with books.',
  deployedSystemPrompt: 'You are the assistant of a small book shop.',
  budget: { maxTokens: 1_000_000 },
  thresholds: { maxTokensPerCall: 300 },
});
const plan = planAttempts(chosenProbes([]), config, 2);

describe('a plan', () => {
  it('is the same for the same library and configuration, and holds every variant of every probe, each repeat once', () => {
    expect(planAttempts(chosenProbes([]).toReversed(), config, 2)).toEqual(plan);
    const keys = plan.map(({ probeId, variant, repeat }) => `${probeId} ${variant} ${repeat}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBe(2 * chosenProbes([]).reduce((sum, probe) => sum + probe.prompts.length, 0));
  });

  it('touches every core probe before it comes to a second variant of one', () => {
    const probes = chosenProbes([]);
    const first = plan.slice(0, probes.length).map(({ probeId }) => probeId);
    expect(new Set(first).size).toBe(probes.length);
    const tiers = first.map((id) => probes.find((probe) => probe.id === id)!.tier);
    expect(tiers).toEqual(tiers.toSorted());
  });

  it('sets aside for each attempt what it may cost: a token for every three bytes of all that is sent, and the longest answers', () => {
    for (const attempt of plan) {
      const probe = chosenProbes([attempt.probeId])[0]!;
      const index = probe.prompts.findIndex(({ id }) => id === attempt.variant);
      const rendered = render(probe, index, 'any seed at all');
      let cost = 0;
      const said: string[] = [config.systemPrompt!, rendered.system ?? '', JSON.stringify(rendered.tools)];
      for (const turn of rendered.turns) {
        said.push(turn);
        cost += Buffer.byteLength(said.join('')) / 3 + 300;
        said.push('abc'.repeat(300));
      }
      expect(attempt.calls, `${attempt.probeId} ${attempt.variant}`).toBe(rendered.turns.length);
      expect(attempt.reservedTokens, `${attempt.probeId} ${attempt.variant}`).toBeGreaterThanOrEqual(cost);
      expect(attempt.reservedTokens).toBeLessThan(3 * cost);
    }
  });
});
