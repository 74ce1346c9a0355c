import type { TestFailureReason, TestOutcome } from '#src/scans/test-outcome.ts';
import { testTarget } from '#src/scans/test-target.ts';
import { builder } from './builder.ts';
import { DlpNoteType } from './dlp-rule.ts';
import { Target, targets } from './target.ts';

const REASONS: Record<TestFailureReason, string> = {
  auth_missing: 'It wants a credential, and no header of the target looks like one.',
  auth_refused: 'It did not accept the credential that was sent.',
  schema_mismatch: 'It answered JSON of another form than the provider’s. The message says where.',
  not_json: 'It answered something that is not JSON: a web page, most often.',
  empty_answer: 'It answered, and there was nothing in the answer.',
  content_filtered: 'Its own filter withheld the answer.',
  tls: 'No trusted TLS connection could be made. The message says which check failed.',
  dns: 'Its name does not resolve.',
  connection_refused: 'Nothing listens there, or it cannot be reached from here.',
  connection_closed: 'It closed the connection before its answer was complete, or does not speak HTTP.',
  timeout: 'It did not answer in time: its own time-out, and at most 30 seconds.',
  private_address: 'It has a private address, and the operator has not allowed that.',
  redirect_refused: 'It redirects, and redirects are not followed.',
  too_large: 'Its answer is larger than what is read.',
  rate_limited: 'It asked to be left alone for a while (429). Scans of it wait too.',
  quota_exhausted: 'Its own quota or credit is used up.',
  client_error: 'It refused the request for another reason (4xx). The message holds what it said.',
  server_error: 'It failed (5xx).',
  bad_request_template: 'The request template cannot be filled in.',
  other: 'Something else: see the message.',
};

const TestFailureReasonType = builder.enumType('TargetTestFailureReason', {
  description: 'Why the test of a target failed.',
  values: Object.fromEntries(
    Object.entries(REASONS).map(([value, description]) => [value.toUpperCase(), { value, description }]),
  ) as Record<string, { value: TestFailureReason; description: string }>,
});

const WireFormat = builder.enumType('TargetTestFormat', {
  description: 'Whether an answer has the form that the provider expects.',
  values: {
    MATCHES: { value: 'matches', description: 'It has: the text was read from it.' },
    DIFFERS: { value: 'differs', description: 'It has not: choose another provider, or correct `responsePath`.' },
    UNKNOWN: { value: 'unknown', description: 'There was no answer to read.' },
  },
});

const TestFailure = builder.objectRef<NonNullable<TestOutcome['failure']>>('TargetTestFailure').implement({
  description: 'What kept a target from answering.',
  fields: (t) => ({
    reason: t.expose('reason', { type: TestFailureReasonType, description: 'Which of the usual causes.' }),
    message: t.exposeString('message', {
      description: 'What happened and where, in words. It holds at most 160 characters of what the target said.',
    }),
  }),
});

builder.relayMutationField(
  'testTarget',
  {
    description: 'The target to test.',
    inputFields: (t) => ({ targetId: t.id({ required: true, description: 'Its id, `ep_…`.' }) }),
  },
  {
    description:
      'Sends one harmless question to a target of the kind `LLM`, with its system prompt and credentials, and says how that went. A target that cannot be reached is a payload with a `failure`, not a problem. Where a rule over what is sent blocks it, nothing is sent, and the problem `dlp_blocked` names the rule. Works for disabled targets too; the rate of the target holds. Needs the scope `targets:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => testTarget(ctx, input.targetId),
  },
  {
    description: 'How the test of a target went.',
    outputFields: (t) => ({
      target: t.field({
        type: Target,
        nullable: true,
        description: 'The target. Null, with an error, when the token lacks `targets:read`.',
        resolve: (tested, _args, ctx, info) => targets.one(ctx, info, tested.id),
      }),
      ok: t.boolean({
        description: 'Whether it answered in the form that was expected.',
        resolve: ({ outcome }) => outcome.failure === null,
      }),
      httpStatus: t.int({
        nullable: true,
        description: 'The status of its answer. Null when none came.',
        resolve: ({ outcome }) => outcome.httpStatus,
      }),
      latencyMs: t.float({
        description: 'Milliseconds from sending to the end of the answer, or to the failure.',
        resolve: ({ outcome }) => outcome.latencyMs,
      }),
      format: t.field({
        type: WireFormat,
        description: 'Whether the answer has the form that the provider expects.',
        resolve: ({ outcome }) => outcome.format,
      }),
      model: t.string({
        nullable: true,
        description: 'The model that answered, by its own word. Null when it does not say.',
        resolve: ({ outcome }) => outcome.model,
      }),
      excerpt: t.string({
        nullable: true,
        description:
          'The beginning of the answer, at most 160 characters. Untrusted: show it as text. Null without one.',
        resolve: ({ outcome }) => outcome.excerpt,
      }),
      dlp: t.field({
        type: [DlpNoteType],
        description: 'The rules that found something in what was sent, and what they did.',
        resolve: ({ outcome }) => outcome.dlp,
      }),
      failure: t.field({
        type: TestFailure,
        nullable: true,
        description: 'What kept it from answering. Null when it did.',
        resolve: ({ outcome }) => outcome.failure,
      }),
    }),
  },
);
