import type { TypedDocumentString } from './_generated/graphql.ts';
import { TribunalError } from './errors.ts';

/** Runs one query or mutation. */
export type Ask = <Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
) => Promise<Result>;

/** The payload of a mutation's answer; a problem is thrown. */
export function payload<Answer extends { __typename: string }>(
  answer: Answer,
): Exclude<Answer, { __typename: `${string}Problem` }> {
  if ('code' in answer && 'message' in answer) throw new TribunalError(answer as never);
  return answer as Exclude<Answer, { __typename: `${string}Problem` }>;
}

export function found<Value>(value: Value | null): Value {
  if (value !== null) return value;
  throw new TribunalError({ code: 'bad_response', message: 'The API answered with neither a value nor an error.' });
}
