import { excerpt } from '#src/providers/excerpt.ts';
import type { Connection, ModelAnswer, ProviderFailure } from '#src/providers/provider.ts';

/** Why the test of a target failed. `auth_missing` and `auth_refused` are told apart by whether a credential was sent. */
export const TEST_FAILURES = [
  'auth_missing',
  'auth_refused',
  'schema_mismatch',
  'not_json',
  'empty_answer',
  'content_filtered',
  'tls',
  'dns',
  'connection_refused',
  'connection_closed',
  'timeout',
  'private_address',
  'redirect_refused',
  'too_large',
  'rate_limited',
  'quota_exhausted',
  'client_error',
  'server_error',
  'bad_request_template',
  'other',
] as const;
export type TestFailureReason = (typeof TEST_FAILURES)[number];

export type TestOutcome = {
  /** Null when no status came. */
  httpStatus: number | null;
  /** From sending to the end of the answer, or to the failure. */
  latencyMs: number;
  /** Whether the answer has the form that the provider expects; `unknown` when there was none to read. */
  format: 'matches' | 'differs' | 'unknown';
  model: string | null;
  /** The beginning of the answer on one line: at most 160 characters, without the target's credentials. */
  excerpt: string | null;
  failure: { reason: TestFailureReason; message: string } | null;
};

export function testPassed(answer: ModelAnswer, connection: Connection): TestOutcome {
  return {
    httpStatus: answer.httpStatus,
    latencyMs: answer.latencyMs,
    format: 'matches',
    model: answer.model === null ? null : excerpt(answer.model, connection),
    excerpt: excerpt(answer.text, connection),
    failure: null,
  };
}

export function testFailed(failure: ProviderFailure, connection: Connection, latencyMs: number): TestOutcome {
  const reason = reasonOf(failure, connection);
  const hint = reason === 'auth_missing' ? ' No header of this target looks like a credential: give it one.' : '';
  return {
    httpStatus: failure.httpStatus,
    latencyMs: Math.round(latencyMs),
    format: reason === 'not_json' || reason === 'schema_mismatch' ? 'differs' : 'unknown',
    model: null,
    excerpt: null,
    failure: { reason, message: `${failure.message}${hint}` },
  };
}

function reasonOf({ reason }: ProviderFailure, connection: Connection): TestFailureReason {
  if (reason === 'auth_refused' && !sendsCredential(connection)) return 'auth_missing';
  return (TEST_FAILURES as readonly string[]).includes(reason) ? (reason as TestFailureReason) : 'other';
}

const CREDENTIAL_NAME = /auth|key|token|cookie|secret|credential|password|signature/i;

function sendsCredential({ headers, url }: Connection): boolean {
  const names = [...Object.keys(headers), ...(URL.parse(url)?.searchParams.keys() ?? [])];
  return names.some((name) => CREDENTIAL_NAME.test(name));
}
