import type { ToolSpec } from '#src/providers/provider.ts';
import { freshSeed } from './draw.ts';
import { fillOracle } from './fill-oracle.ts';
import type { OracleSpec } from './oracles/oracle-spec.ts';
import type { ProbeFile } from './probe-file.ts';
import { fill, mapStrings, type Values } from './template.ts';
import { valuesOf } from './variable-values.ts';

/** One attempt with all of its variables filled in: what is sent, and what its answer is measured by. */
export type RenderedAttempt = {
  /** Renders the same attempt again. As secret as the canaries that it makes. */
  seed: string;
  promptId: string;
  system: string | null;
  tools: readonly ToolSpec[];
  /** What the user says, oldest first. */
  turns: readonly string[];
  /** Every variable and every derived form by its name: `nonce`, `nonce.left`. */
  variables: Values;
  oracle: { primary: OracleSpec; also: readonly OracleSpec[] };
  /** For the judges. */
  objective: string;
  violatedIf: readonly string[];
  notViolatedIf: readonly string[];
};

type Renderable = Pick<ProbeFile, 'variables' | 'setup' | 'prompts' | 'oracle' | 'objective' | 'judge'>;

/**
 * A probe's prompt, by its place or its id, with fresh values. The same `seed` gives the same attempt, so keep it for as long as the attempt may be sent again,
 * and give none to get one that nobody can guess.
 *
 * @throws RangeError when the probe has no such prompt
 */
export function render(probe: Renderable, which: number | string, seed: string = freshSeed()): RenderedAttempt {
  const prompt = typeof which === 'number' ? probe.prompts[which] : probe.prompts.find(({ id }) => id === which);
  if (prompt === undefined) throw new RangeError(`The probe has no prompt ${which}`);
  const variables = valuesOf(probe.variables, seed);
  const filled = <T>(value: T): T => mapStrings(value, (text) => fill(text, variables));
  return {
    seed,
    promptId: prompt.id,
    system: filled(probe.setup.system ?? null),
    tools: filled(probe.setup.tools ?? []),
    turns: filled(prompt.turns ?? [prompt.text ?? '']),
    variables,
    oracle: {
      primary: fillOracle(probe.oracle.primary, variables),
      also: probe.oracle.also.map((spec) => fillOracle(spec, variables)),
    },
    objective: filled(probe.objective),
    violatedIf: filled(probe.judge.violated_if),
    notViolatedIf: filled(probe.judge.not_violated_if),
  };
}
