import { piecesOf } from './answers.ts';
import { firedIf } from './evidence.ts';
import type { Oracle } from './oracle.ts';
import type { SpecOf } from './oracle-spec.ts';
import { firstMatch } from './patterns.ts';

/** An expression that matches in a stretch of the answer where none of `unless` does. Case counts; write `(?i)` where it must not. */
export const pattern: Oracle<SpecOf<'pattern'>> = (spec, input) => {
  const excerpts = piecesOf(input, spec).flatMap((piece) => {
    const match = firstMatch(spec.matches, piece.text);
    return match && !firstMatch(spec.unless, piece.text) ? [piece.excerpt(match.start, match.end)] : [];
  });
  return firedIf(
    'pattern',
    excerpts,
    'The answer holds what it must not hold.',
    'The answer does not hold the pattern.',
  );
};
