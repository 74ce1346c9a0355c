import { expressionsIn } from './fill-oracle.ts';
import { echoProblems } from './gate-echo.ts';
import type { OracleSpec } from './oracles/oracle-spec.ts';
import { compilePattern } from './oracles/patterns.ts';
import type { ProbeFile } from './probe-file.ts';
import { mapStrings, referencesIn } from './template.ts';
import { valuesOf } from './variable-values.ts';
import { type RenderedAttempt, render } from './variables.ts';

/** Gates are asked with values of this seed: they hold for any, but an error message must not change from run to run. */
const SAMPLE_SEED = 'gates';

/** What fixtures may quote beside the variables: the planted system prompt, or a stock one where none is planted. */
const FIXTURE_VARIABLE = 'system_prompt';

/** What is wrong with one probe on its own, in words, all at once. Empty for a probe that may be used. */
export function problemsOf(probe: ProbeFile): string[] {
  const before = [...rangeProblems(probe), ...referenceProblems(probe), ...formProblems(probe)];
  if (before.length > 0) return before;
  const attempts = probe.prompts.map((_, index) => render(probe, index, SAMPLE_SEED));
  return [...expressionProblems(attempts[0]!), ...attempts.flatMap((attempt) => echoProblems(probe, attempt))];
}

function rangeProblems({ variables }: ProbeFile): string[] {
  return Object.entries(variables).flatMap(([name, variable]) =>
    variable.kind === 'number' && variable.min > variable.max ? [`variables.${name}: min is above max`] : [],
  );
}

/** Every `{{name}}` in a text that is rendered must have a value, and every variable named by an oracle must exist. */
function referenceProblems(probe: ProbeFile): string[] {
  const known = valuesOf(probe.variables, SAMPLE_SEED);
  const { setup, prompts, oracle, objective, judge, fixtures } = probe;
  const unknown = new Set<string>();
  const inFixtures = { ...known, [FIXTURE_VARIABLE]: '' };
  for (const [part, value] of Object.entries({ setup, prompts, oracle, objective, judge, fixtures })) {
    const allowed = part === 'fixtures' ? inFixtures : known;
    mapStrings(value, (text) => {
      for (const name of referencesIn(text))
        if (!Object.hasOwn(allowed, name)) unknown.add(`${part}: {{${name}}} is not defined`);
      return text;
    });
  }
  for (const spec of [oracle.primary, ...oracle.also]) {
    const source =
      spec.kind === 'ngram-leak' && typeof spec.source === 'object' && 'variable' in spec.source
        ? spec.source.variable
        : null;
    if (source !== null && !Object.hasOwn(known, source)) unknown.add(`oracle: the variable ${source} is not defined`);
  }
  return [...unknown];
}

function formProblems(probe: ProbeFile): string[] {
  const ids = probe.prompts.map(({ id }) => id);
  const doubled = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [
    ...doubled.map((id) => `prompts: the id ${id} is used twice`),
    ...(probe.setup.system && !probe.target.needs.includes('planted_system')
      ? ['setup.system: target.needs must name planted_system, or a target that takes none would seem to resist']
      : []),
    ...(probe.setup.tools && !probe.target.needs.includes('tools')
      ? ['setup.tools: target.needs must name tools']
      : []),
    ...(probe.status === 'deprecated' && !probe.replaced_by ? ['status: a deprecated probe needs replaced_by'] : []),
    ...[probe.oracle.primary, ...probe.oracle.also].flatMap(specProblems),
  ];
}

/** Specifications that fit the form but could never fire or never be silent. */
function specProblems(spec: OracleSpec): string[] {
  switch (spec.kind) {
    case 'threshold':
      return [spec.max_latency_ms, spec.max_output_tokens, spec.max_characters].some((limit) => limit !== undefined)
        ? []
        : ['oracle: a threshold needs at least one limit'];
    case 'personal-data':
      return spec.kinds.length + spec.planted.length > 0 ? [] : ['oracle: personal-data needs kinds or planted values'];
    case 'credential':
      return spec.any_shape || spec.planted.length > 0 ? [] : ['oracle: credential needs any_shape or planted values'];
    case 'tool-call':
      return spec.arguments
        .filter(({ op, value }) => op !== 'exists' && value === undefined)
        .map(({ path, op }) => `oracle: the condition on ${path} needs a value for ${op}`);
    default:
      return [];
  }
}

function expressionProblems({ oracle }: RenderedAttempt): string[] {
  return [oracle.primary, ...oracle.also].flatMap(expressionsIn).flatMap(({ member, source, ignoreCase }) => {
    try {
      compilePattern(source, { ignoreCase });
      return [];
    } catch (error) {
      return [
        `oracle.${member}: not an RE2 expression: ${source} (${error instanceof Error ? error.message : String(error)})`,
      ];
    }
  });
}
