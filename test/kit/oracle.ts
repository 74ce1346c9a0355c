import type { z } from 'zod';
import type { Evidence, Exchange, OracleInput } from '#src/probes/oracles/oracle.ts';
import { type OracleSpec, oracleSpec, type SpecOf } from '#src/probes/oracles/oracle-spec.ts';
import { ORACLES } from '#src/probes/oracles/run-oracles.ts';

export type Spec = z.input<typeof oracleSpec>;
type Answer = Exchange['answer'];
export type Said = string | Partial<Answer> | { calls: [name: string, args: Record<string, unknown>][] };

/** An answer as a provider would give it: a text, tool calls, or any other members. */
export function answer(said: Said): Answer {
  const base: Answer = {
    text: '',
    toolCalls: [],
    finish: 'stop',
    latencyMs: 100,
    usage: { inputTokens: 10, outputTokens: 10, estimated: false },
  };
  if (typeof said === 'string') return { ...base, text: said };
  if (!('calls' in said)) return { ...base, ...said };
  return { ...base, finish: 'tool_calls', toolCalls: said.calls.map(([name, args]) => call(name, args)) };
}

export function call(name: string, args: Record<string, unknown>): Answer['toolCalls'][number] {
  return { name, arguments: args, raw: JSON.stringify(args) };
}

/** What one oracle sees in a conversation. Prompts default to a question that has nothing to do with the attack. */
export function look(
  spec: Spec,
  said: Said | Said[],
  around: { prompts?: string[]; system?: string[]; variables?: Record<string, string> } = {},
): Evidence {
  const answers = Array.isArray(said) ? said : [said];
  const exchanges = answers.map((one, turn) => ({
    prompt: around.prompts?.[turn] ?? 'What are your opening hours?',
    answer: answer(one),
  }));
  return run(oracleSpec.parse(spec), {
    exchanges,
    systemPrompts: around.system ?? [],
    variables: around.variables ?? {},
  });
}

function run<K extends OracleSpec['kind']>(spec: SpecOf<K> & { kind: K }, input: OracleInput): Evidence {
  return ORACLES[spec.kind as K](spec, input);
}
