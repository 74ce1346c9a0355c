import type { IncomingHttpHeaders } from 'node:http';
import { excerpt } from './excerpt.ts';
import { isObject, member, parseJson, stringOf } from './json-value.ts';
import { type Connection, type FailureReason, ProviderFailure } from './provider.ts';
import { retryAfterMs } from './retry-after.ts';

/** What an endpoint said about its own error: codes and types in lower case, and its sentence. */
type Complaint = { words: readonly string[]; message: string; status: number | null };

/** Codes that mean: no more until somebody pays or a new day begins. Waiting a minute does not help. */
const QUOTA_WORDS =
  /^insufficient_(?:quota|balance|credits?)$|^quota_exceeded$|^exceeded_quota$|billing|daily|per_?day|credit_limit/;
/** The same in sentences, for endpoints whose code only says "rate limit" or "invalid request". */
const QUOTA_SENTENCE =
  /credit balance is too low|insufficient (?:quota|balance|credit)|out of credits|(?:tokens|requests) per day|daily (?:limit|quota)/i;
const FILTER_WORDS =
  /^(content_filter|content_policy_violation|responsible_?ai_?policy_?violation|data_inspection_failed)$/;

const WORD_REASONS: readonly (readonly [RegExp, FailureReason])[] = [
  [/rate_?limit|too_many_requests|throttl/, 'rate_limited'],
  [/authentication|permission|unauthorized|forbidden|invalid_api_key/, 'auth_refused'],
  [/invalid_request|not_found|bad_request/, 'client_error'],
];

/** The failure that a response outside 2xx means. `body` is the beginning of the answer, at most a few kilobytes. */
export function refusalOf(
  response: { status: number; headers: IncomingHttpHeaders; body: string },
  connection: Connection,
): ProviderFailure {
  const { status, headers, body } = response;
  const complaint = complaintOf(parseJson(body));
  const reason = byStatus(status, complaint);
  const waits = reason === 'rate_limited' || reason === 'server_error';
  const said = excerpt(complaint?.message || body, connection);
  return new ProviderFailure(reason, `The endpoint answered ${status}${said === '' ? '' : `: ${said}`}`, {
    httpStatus: status,
    retryAfterMs: waits ? retryAfterMs(headers, Date.now()) : null,
  });
}

/** The failure inside an answer of 200 whose JSON is an error, as some gateways and most streams send it; else null. */
export function embeddedRefusal(payload: unknown, httpStatus: number, connection: Connection): ProviderFailure | null {
  const complaint = member(payload, 'error') ? complaintOf(payload) : null;
  if (complaint === null) return null;
  const reason = complaint.status === null ? byWords(complaint) : byStatus(complaint.status, complaint);
  return new ProviderFailure(reason, `The endpoint answered with an error: ${excerpt(complaint.message, connection)}`, {
    httpStatus,
  });
}

function byStatus(status: number, complaint: Complaint | null): FailureReason {
  if (status === 402) return 'quota_exhausted';
  if (status >= 400 && status < 500 && complaint !== null) {
    if (complaint.words.some((word) => FILTER_WORDS.test(word))) return 'content_filtered';
    if (isQuota(complaint)) return 'quota_exhausted';
  }
  if (status === 401 || status === 403) return 'auth_refused';
  if (status === 429) return 'rate_limited';
  if (status === 408 || status >= 500) return 'server_error';
  return 'client_error';
}

function byWords(complaint: Complaint): FailureReason {
  if (complaint.words.some((word) => FILTER_WORDS.test(word))) return 'content_filtered';
  if (isQuota(complaint)) return 'quota_exhausted';
  const row = WORD_REASONS.find(([pattern]) => complaint.words.some((word) => pattern.test(word)));
  return row?.[1] ?? 'server_error';
}

function isQuota(complaint: Complaint): boolean {
  return complaint.words.some((word) => QUOTA_WORDS.test(word)) || QUOTA_SENTENCE.test(complaint.message);
}

/** Reads the customary forms: `{error: {message, type, code, status}}`, `{error: "…"}`, `{detail: "…"}`, `{message: "…"}`. */
function complaintOf(payload: unknown): Complaint | null {
  const error = member(payload, 'error') ?? member(payload, 'errors') ?? member(payload, 'detail');
  const holder = isObject(error) ? error : Array.isArray(error) && isObject(error[0]) ? error[0] : payload;
  const sentence = stringOf(error) ?? stringOf(member(holder, 'message'));
  if (sentence === null && !isObject(error)) return null;
  const words = ['code', 'type', 'status', 'reason']
    .map((key) => stringOf(member(holder, key))?.slice(0, 80).toLowerCase())
    .filter((word) => word !== undefined);
  const code = Number(member(holder, 'code') ?? member(holder, 'status'));
  const status = Number.isInteger(code) && code >= 400 && code < 600 ? code : null;
  return { words, message: (sentence ?? JSON.stringify(error)).slice(0, 4000), status };
}
