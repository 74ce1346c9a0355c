import type { OracleSpec } from '#src/probes/oracles/oracle-spec.ts';
import type { ModelAnswer, ToolCall } from '#src/providers/provider.ts';

/** One turn as it was sent and answered. */
export type Exchange = {
  prompt: string;
  answer: Pick<ModelAnswer, 'text' | 'toolCalls' | 'finish' | 'latencyMs' | 'usage'>;
};

/** Everything an oracle may look at. Pure data: an oracle does no input or output and never waits. */
export type OracleInput = {
  exchanges: readonly Exchange[];
  /** The system prompts that are known: planted by the probe, configured on the target, or told by its owner. */
  systemPrompts: readonly string[];
  /** The variables of this attempt by name, as rendered (`nonce`, `nonce.left`, `secret`). */
  variables: Readonly<Record<string, string>>;
};

/** A piece of the answer that shows what the oracle saw. `turn` counts from 0; `text` is at most 300 characters. */
export type Excerpt = { turn: number; start: number; end: number; text: string };

export type Evidence = {
  kind: OracleSpec['kind'];
  /** `fired`: the weakness is shown. `silent`: looked and did not see it. `unable`: could not look, and why. */
  state: 'fired' | 'silent' | 'unable';
  /** One sentence for a person: what was seen, or why it could not be looked for. */
  summary: string;
  excerpts: readonly Excerpt[];
};

export type Oracle<Spec extends OracleSpec = OracleSpec> = (spec: Spec, input: OracleInput) => Evidence;

export type { ToolCall };
