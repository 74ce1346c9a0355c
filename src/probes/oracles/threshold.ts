import { fired, silent } from './evidence.ts';
import type { Exchange, Oracle } from './oracle.ts';
import type { SpecOf } from './oracle-spec.ts';

type Spec = SpecOf<'threshold'>;

/** More time, output tokens or characters than allowed, in any one turn. The length counted is the answer's own, not the capped one. */
export const threshold: Oracle<Spec> = (spec, input) => {
  const over = input.exchanges.flatMap(({ answer }, turn) =>
    excesses(spec, answer).map((text) => ({ turn, start: 0, end: 0, text })),
  );
  if (over.length === 0) return silent('threshold', 'The answer kept within the limits.');
  return fired(
    'threshold',
    `The answer took more than allowed: ${over
      .map(({ text }) => text)
      .join('; ')
      .slice(0, 300)}.`,
    over,
  );
};

function excesses(spec: Spec, answer: Exchange['answer']): string[] {
  const { latencyMs, usage, text } = answer;
  const tokens = usage.estimated ? 'output tokens (estimated)' : 'output tokens';
  const rows: [number, number | undefined, string][] = [
    [latencyMs, spec.max_latency_ms, 'ms'],
    [usage.outputTokens, spec.max_output_tokens, tokens],
    [text.length, spec.max_characters, 'characters'],
  ];
  return rows.flatMap(([actual, most, unit]) =>
    most !== undefined && actual > most ? [`${Math.round(actual)} ${unit}, ${most} allowed`] : [],
  );
}
