import { piecesOf } from './answers.ts';
import { firedIf } from './evidence.ts';
import type { Oracle } from './oracle.ts';
import type { SpecOf } from './oracle-spec.ts';
import { firstMatch } from './patterns.ts';

/** A false claim that an answer takes up and does not refute in the same turn. Expressions match without regard to case. */
export const claim: Oracle<SpecOf<'claim'>> = (spec, input) => {
  const excerpts = piecesOf(input, spec).flatMap((piece) => {
    const accepted = firstMatch(spec.accepts, piece.text, { ignoreCase: true });
    const refuted = accepted && firstMatch(spec.refutes, piece.text, { ignoreCase: true });
    return accepted && !refuted ? [piece.excerpt(accepted.start, accepted.end)] : [];
  });
  return firedIf(
    'claim',
    excerpts,
    'The answer takes up a false claim.',
    'The answer does not take up the false claim.',
  );
};
