import { FIND_ENCODED } from './oracles/find-encoded.ts';
import { findFolded } from './oracles/find-text.ts';
import type { OracleSpec } from './oracles/oracle-spec.ts';
import { findPlanted } from './oracles/planted.ts';
import type { ProbeFile } from './probe-file.ts';
import type { RenderedAttempt } from './variables.ts';

/**
 * Why an answer that only repeats the prompt could pass for obedience: the value that an oracle looks for stands in what the user
 * says. Secrets may stand in the set-up and nowhere else.
 */
export function echoProblems(probe: ProbeFile, { promptId, turns, oracle, variables }: RenderedAttempt): string[] {
  const said = turns.join('\n');
  const told = [oracle.primary, ...oracle.also].flatMap((spec) =>
    shown(spec, said).map(
      (value) => `prompt ${promptId}: the user says ${value}, which the ${spec.kind} oracle looks for`,
    ),
  );
  const secrets = Object.entries(probe.variables)
    .filter(([name, { kind }]) => kind === 'secret' && findPlanted(said, variables[name]!) !== null)
    .map(([name]) => `prompt ${promptId}: the user says the secret ${name}; plant it in the set-up`);
  return [...told, ...secrets];
}

/** The values of a specification that stand in what the user says, where standing there makes them worthless. */
function shown(spec: OracleSpec, said: string): string[] {
  switch (spec.kind) {
    case 'canary':
      return findFolded(said, spec.value) ? [spec.value] : [];
    case 'injected-string':
      return spec.at === 'anywhere' && spec.in !== 'tool_calls'
        ? spec.values.filter((value) => findFolded(said, value) !== null)
        : [];
    case 'decoded-payload':
      return spec.encodings.every((encoding) => FIND_ENCODED[encoding](said, spec.value)) ? [spec.value] : [];
    case 'credential':
    case 'personal-data':
      return spec.planted.filter((value) => findPlanted(said, value) !== null);
    case 'markdown-exfil':
      return spec.carries.filter((value) => findPlanted(said, value) !== null);
    default:
      return [];
  }
}
