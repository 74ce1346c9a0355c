import type { DomainError, ErrorKind } from '#src/platform/errors.ts';
import { isDomainError } from '#src/platform/errors.ts';

/**
 * One class for each kind of refusal, as the errors plugin wants them. A `DomainError` is an instance of the class of its kind,
 * decided by the one table of refusals, so that nothing has to be wrapped on the way.
 */
function problemOf(kind: ErrorKind): new () => DomainError {
  // biome-ignore lint/complexity/noStaticOnlyClass: the plugin asks `instanceof`, and this is the answer
  class Problem {
    static [Symbol.hasInstance](error: unknown): boolean {
      return isDomainError(error) && error.row.kind === kind;
    }
  }
  return Problem as unknown as new () => DomainError;
}

export const InvalidProblem = problemOf('invalid');
export const ForbiddenProblem = problemOf('forbidden');
export const NotFoundProblem = problemOf('not_found');
export const ConflictProblem = problemOf('conflict');
export const LimitedProblem = problemOf('limited');
export const UpstreamProblem = problemOf('upstream');

export const PROBLEMS = [
  InvalidProblem,
  ForbiddenProblem,
  NotFoundProblem,
  ConflictProblem,
  LimitedProblem,
  UpstreamProblem,
] as const;

/** `Mutation.startScan` answers the union `StartScanResult`. */
export const resultNames = {
  name: ({ fieldName }: { fieldName: string }) => `${fieldName[0]!.toUpperCase()}${fieldName.slice(1)}Result`,
  description: 'The payload, or the problem that kept it from happening.',
};
