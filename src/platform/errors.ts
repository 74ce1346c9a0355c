/**
 * The one table of refusals. Every door reads it: REST takes `http` and the code, GraphQL takes the problem type named by
 * `kind` and the code, workers and the SDK take `retry`.
 *
 * `kind` names the GraphQL type: `invalid` → `InvalidProblem`, and so on. A code is part of the public contract: it is
 * added, never renamed.
 */
export const ERRORS = {
  invalid_input: { kind: 'invalid', http: 400, retry: false },
  invalid_url: { kind: 'invalid', http: 400, retry: false },
  invalid_cursor: { kind: 'invalid', http: 400, retry: false },
  invalid_probe_ids: { kind: 'invalid', http: 400, retry: false },
  too_many_probe_ids: { kind: 'invalid', http: 400, retry: false },
  target_kind_not_scannable: { kind: 'invalid', http: 400, retry: false },
  provider_not_available: { kind: 'invalid', http: 400, retry: false },
  private_address: { kind: 'invalid', http: 400, retry: false },
  secret_ref_unknown: { kind: 'invalid', http: 422, retry: false },
  cursor_lost: { kind: 'invalid', http: 410, retry: false },
  history_expired: { kind: 'invalid', http: 410, retry: false },
  missing_token: { kind: 'forbidden', http: 401, retry: false },
  invalid_token: { kind: 'forbidden', http: 401, retry: false },
  expired_token: { kind: 'forbidden', http: 401, retry: false },
  missing_scope: { kind: 'forbidden', http: 403, retry: false },
  ip_not_allowed: { kind: 'forbidden', http: 403, retry: false },
  invalid_session: { kind: 'forbidden', http: 401, retry: false },
  wrong_credentials: { kind: 'forbidden', http: 401, retry: false },
  sign_in_failed: { kind: 'forbidden', http: 401, retry: false },
  foreign_origin: { kind: 'forbidden', http: 403, retry: false },
  session_required: { kind: 'forbidden', http: 403, retry: false },
  not_invited: { kind: 'forbidden', http: 403, retry: false },
  role_too_high: { kind: 'forbidden', http: 403, retry: false },
  invalid_invitation: { kind: 'not_found', http: 404, retry: false },
  password_refused: { kind: 'invalid', http: 400, retry: false },
  already_member: { kind: 'conflict', http: 409, retry: false },
  already_invited: { kind: 'conflict', http: 409, retry: false },
  last_owner: { kind: 'conflict', http: 409, retry: false },
  token_ended: { kind: 'conflict', http: 409, retry: false },
  framework_unknown: { kind: 'invalid', http: 400, retry: false },
  edition_unknown: { kind: 'invalid', http: 400, retry: false },
  not_found: { kind: 'not_found', http: 404, retry: false },
  url_duplicate: { kind: 'conflict', http: 409, retry: false },
  name_taken: { kind: 'conflict', http: 409, retry: false },
  scan_not_cancellable: { kind: 'conflict', http: 409, retry: false },
  secret_in_use: { kind: 'conflict', http: 409, retry: false },
  target_busy: { kind: 'conflict', http: 409, retry: true },
  scan_busy: { kind: 'conflict', http: 409, retry: true },
  nothing_inconclusive: { kind: 'conflict', http: 409, retry: false },
  payload_too_large: { kind: 'limited', http: 413, retry: false },
  not_acceptable: { kind: 'invalid', http: 406, retry: false },
  unsupported_media_type: { kind: 'invalid', http: 415, retry: false },
  document_too_complex: { kind: 'limited', http: 400, retry: false },
  document_unknown: { kind: 'invalid', http: 400, retry: false },
  document_not_allowed: { kind: 'forbidden', http: 403, retry: false },
  too_many_operations: { kind: 'limited', http: 429, retry: true },
  too_many_sockets: { kind: 'limited', http: 429, retry: true },
  rate_limited: { kind: 'limited', http: 429, retry: true },
  illegal_transition: { kind: 'conflict', http: 409, retry: false },
  reason_required: { kind: 'invalid', http: 400, retry: false },
  attempt_not_judged: { kind: 'conflict', http: 409, retry: true },
  verdict_changed: { kind: 'conflict', http: 409, retry: false },
  too_many_views: { kind: 'limited', http: 409, retry: false },
  too_many_findings: { kind: 'limited', http: 413, retry: false },
  idempotency_key_reused: { kind: 'invalid', http: 422, retry: false },
  idempotency_in_flight: { kind: 'conflict', http: 409, retry: true },
  idempotency_answer_gone: { kind: 'not_found', http: 410, retry: false },
  invalid_json: { kind: 'invalid', http: 400, retry: false },
  unknown_field: { kind: 'invalid', http: 400, retry: false },
  invalid_endpoint_id: { kind: 'invalid', http: 400, retry: false },
  invalid_target_id: { kind: 'invalid', http: 400, retry: false },
  invalid_scan_id: { kind: 'invalid', http: 400, retry: false },
  invalid_finding_id: { kind: 'invalid', http: 400, retry: false },
  invalid_report_id: { kind: 'invalid', http: 400, retry: false },
  invalid_id: { kind: 'invalid', http: 400, retry: false },
  validation_failed: { kind: 'invalid', http: 422, retry: false },
  repository_mirror: { kind: 'invalid', http: 400, retry: false },
  invalid_wire_format: { kind: 'invalid', http: 400, retry: false },
  endpoint_not_found: { kind: 'not_found', http: 404, retry: false },
  endpoint_not_found_or_inactive: { kind: 'not_found', http: 404, retry: false },
  target_not_found: { kind: 'not_found', http: 404, retry: false },
  scan_not_found: { kind: 'not_found', http: 404, retry: false },
  finding_not_found: { kind: 'not_found', http: 404, retry: false },
  scope_invalid: { kind: 'invalid', http: 400, retry: false },
  report_not_found: { kind: 'not_found', http: 404, retry: false },
  report_not_ready: { kind: 'conflict', http: 409, retry: true },
  report_failed: { kind: 'conflict', http: 409, retry: false },
  report_expired: { kind: 'invalid', http: 410, retry: false },
  link_expired: { kind: 'forbidden', http: 403, retry: false },
  range_not_satisfiable: { kind: 'invalid', http: 416, retry: false },
  method_not_allowed: { kind: 'invalid', http: 405, retry: false },
  precondition_failed: { kind: 'conflict', http: 412, retry: false },
  too_many_webhooks: { kind: 'limited', http: 409, retry: false },
  webhook_disabled: { kind: 'conflict', http: 409, retry: false },
  invalid_cron: { kind: 'invalid', http: 400, retry: false },
  invalid_time_zone: { kind: 'invalid', http: 400, retry: false },
  too_many_schedules: { kind: 'limited', http: 409, retry: false },
  dlp_blocked: { kind: 'invalid', http: 422, retry: false },
  dlp_rule_unknown: { kind: 'not_found', http: 404, retry: false },
  too_many_dlp_rules: { kind: 'limited', http: 409, retry: false },
  invalid_pattern: { kind: 'invalid', http: 400, retry: false },
  invalid_action_filter: { kind: 'invalid', http: 400, retry: false },
  invalid_target_kind: { kind: 'invalid', http: 400, retry: false },
  invalid_result: { kind: 'invalid', http: 400, retry: false },
  invalid_from: { kind: 'invalid', http: 400, retry: false },
  invalid_to: { kind: 'invalid', http: 400, retry: false },
  enqueue_failed: { kind: 'upstream', http: 502, retry: true },
  upstream_failed: { kind: 'upstream', http: 502, retry: true },
  cursor_not_reached: { kind: 'upstream', http: 503, retry: true },
  unavailable: { kind: 'upstream', http: 503, retry: true },
} as const satisfies Record<string, ErrorRow>;

export type ErrorKind = 'invalid' | 'forbidden' | 'not_found' | 'conflict' | 'limited' | 'upstream';
export type ErrorRow = { kind: ErrorKind; http: number; retry: boolean };
export type ErrorCode = keyof typeof ERRORS;

/** Extra members of a refusal that a program may read, such as `retry_after_seconds` or `scope`. Never a credential. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/**
 * A refusal: the only error whose message is shown to the caller, so write it for them and say what to do.
 *
 * It does not extend `GraphQLError` on purpose: every `GraphQLError` is published unmasked.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  /**
   * Which member of the input is wrong, from the outside in: `['url']`. Empty when no single member is. Not named `path`: GraphQL takes
   * an error with a `path` for one that knows its place in the answer already.
   */
  readonly inputPath: readonly string[];

  constructor(code: ErrorCode, message: string, extra: { details?: ErrorDetails; path?: readonly string[] } = {}) {
    super(message);
    this.code = code;
    this.details = extra.details ?? {};
    this.inputPath = extra.path ?? [];
  }

  get row(): ErrorRow {
    return ERRORS[this.code];
  }
}

export function isDomainError(error: unknown): error is DomainError {
  return error instanceof DomainError;
}
