import type { OracleSpec } from './oracles/oracle-spec.ts';
import { quotePattern } from './oracles/patterns.ts';
import { fill, mapStrings, type Values } from './template.ts';

/** Members of a specification that hold regular expressions, in which a value stands for itself. */
const EXPRESSIONS = new Set(['accepts', 'refutes', 'matches', 'unless', 'denies', 'uses']);

/** An oracle's specification with its variables filled in; inside regular expressions a value is quoted. */
export function fillOracle(spec: OracleSpec, values: Values): OracleSpec {
  const plain = <T>(value: T): T => mapStrings(value, (text) => fill(text, values));
  const quoted = <T>(value: T): T => mapStrings(value, (text) => fill(text, values, quotePattern));
  if (spec.kind === 'tool-call') {
    const conditions = spec.arguments.map((row) =>
      row.op === 'matches' ? { ...plain(row), value: quoted(row.value) } : plain(row),
    );
    return { ...plain({ ...spec, arguments: [] }), arguments: conditions };
  }
  const members = Object.entries(spec).map(([key, value]) => [
    key,
    EXPRESSIONS.has(key) ? quoted(value) : plain(value),
  ]);
  return Object.fromEntries(members) as OracleSpec;
}

/** Expressions of these kinds read natural language and match without regard to case. */
const CASELESS: ReadonlySet<OracleSpec['kind']> = new Set(['claim', 'fabrication']);

type Expression = { member: string; source: string; ignoreCase: boolean };

/** Every regular expression of a specification, with the member that holds it. */
export function expressionsIn(spec: OracleSpec): Expression[] {
  const ignoreCase = CASELESS.has(spec.kind);
  if (spec.kind === 'tool-call') {
    return spec.arguments
      .filter((row) => row.op === 'matches')
      .map((row) => ({ member: `arguments.${row.path}`, source: String(row.value), ignoreCase }));
  }
  return Object.entries(spec)
    .filter(([key]) => EXPRESSIONS.has(key))
    .flatMap(([member, sources]) => (sources as string[]).map((source) => ({ member, source, ignoreCase })));
}
