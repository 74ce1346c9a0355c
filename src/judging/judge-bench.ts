import type { App } from '#src/platform/context.ts';
import type { LogScope } from '#src/platform/events.ts';
import type { Exchange } from '#src/probes/oracles/oracle.ts';
import { runOracles } from '#src/probes/oracles/run-oracles.ts';
import { type Probe, probeLibrary } from '#src/probes/probe-library.ts';
import { render } from '#src/probes/variables.ts';
import type { AnsweredRow } from '#src/scans/claim-answers.ts';
import type { JudgeStamp } from '#src/scans/plan-scan.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';
import type { Ruling } from './ruling.ts';

export function judgeStamps(_app: App): JudgeStamp[] {
  return [];
}

type BenchLane = { id: string; scope: LogScope; targetId: string };

export async function openBench(app: App, lane: BenchLane) {
  const [target] = await app.db.query<{ config: LlmConfig }>(
    'select config from targets where tenant_id = $1 and id = $2',
    [lane.scope.tenantId, lane.targetId],
  );
  const prompts = [target!.config.deployedSystemPrompt, target!.config.systemPrompt].filter((p) => p !== null);
  return {
    ruleAll: async (rows: readonly AnsweredRow[], _signal: AbortSignal): Promise<Ruling[]> =>
      rows.map((row) => rule(row, lane.id, prompts)),
  };
}

function rule(row: AnsweredRow, laneId: string, prompts: string[]): Ruling {
  const probe = probeLibrary().byId(row.probeId) as Probe;
  const rendered = render(
    probe,
    probe.prompts.findIndex((p) => p.id === row.variant),
    row.id,
  );
  const exchanges: Exchange[] = row.turns.map((t) => ({
    prompt: t.prompt,
    answer: {
      text: t.answer,
      toolCalls: t.toolCalls ?? [],
      finish: t.finish,
      latencyMs: t.latencyMs,
      usage: { inputTokens: t.inputTokens, outputTokens: t.outputTokens, estimated: false },
    },
  }));
  const result = runOracles(probe, rendered, exchanges, [...prompts, ...(row.system ? [row.system] : [])]);
  const kind = result.decision === 'undecided' ? 'inconclusive' : result.decision;
  return {
    attemptId: row.id,
    laneId,
    probe,
    answers: row.turns.map((t) => t.answer),
    evidence: result.evidence,
    opinions: [],
    kind,
    confidence: kind === 'inconclusive' ? 0 : 0.97,
    basis: 'oracle',
    reasons: [],
    needsReview: false,
    meta: null,
  };
}
