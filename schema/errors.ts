import type { DomainError } from '#src/platform/errors.ts';
import { builder } from './builder.ts';
import {
  ConflictProblem,
  ForbiddenProblem,
  InvalidProblem,
  LimitedProblem,
  NotFoundProblem,
  UpstreamProblem,
} from './problems.ts';

const Problem = builder.interfaceRef<DomainError>('Problem').implement({
  description:
    'Why a mutation did nothing. Select it by this interface, so that a kind of problem that is added later is understood too.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What is wrong and what to do, in words for a person.' }),
    code: t.exposeString('code', {
      description: 'What is wrong, for a program: `name_taken`, `private_address`, … Codes are added, never renamed.',
    }),
    path: t.stringList({
      resolve: (problem) => [...problem.inputPath],
      description: 'The member of the input that is wrong, from the outside in. Empty when no single one is.',
    }),
    retry: t.boolean({
      description: 'Whether the same request may do better later.',
      resolve: (problem) => problem.row.retry,
    }),
  }),
});

const interfaces = [Problem];

builder.objectType(InvalidProblem, {
  name: 'InvalidProblem',
  interfaces,
  description: 'The input cannot be used. Change it: sending it again will not help.',
});

builder.objectType(ForbiddenProblem, {
  name: 'ForbiddenProblem',
  interfaces,
  description: 'The token may not do this. The message names the scope that it lacks.',
});

builder.objectType(NotFoundProblem, {
  name: 'NotFoundProblem',
  interfaces,
  description: 'There is no such thing, or the token may not see it; which of the two is not said.',
});

builder.objectType(ConflictProblem, {
  name: 'ConflictProblem',
  interfaces,
  description: 'The input is sound, but things are not in a state that allows it.',
});

builder.objectType(LimitedProblem, {
  name: 'LimitedProblem',
  interfaces,
  description: 'A limit of size or rate was reached.',
});

builder.objectType(UpstreamProblem, {
  name: 'UpstreamProblem',
  interfaces,
  description: 'Something that this depends on did not do its part. Sending it again later may help.',
});
