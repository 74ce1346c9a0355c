/** How a model is spoken to: one vocabulary for probes, judges, attackers and the connection test. */

export type ToolCall = {
  name: string;
  /** The parsed arguments, or null when the model wrote something that is not a JSON object. */
  arguments: Record<string, unknown> | null;
  /** The arguments as the model wrote them. */
  raw: string;
};

export type ToolSpec = { name: string; description: string; parameters: Record<string, unknown> };

export type Message = {
  role: 'system' | 'user' | 'assistant' | 'tool';
  content: string;
  toolCalls?: readonly ToolCall[];
};

export type ModelRequest = {
  /** Oldest first. A `system` message, if there is one, comes first. */
  messages: readonly Message[];
  tools?: readonly ToolSpec[];
  maxOutputTokens?: number;
  temperature?: number;
  /** Ask for JSON, with this JSON Schema where the provider takes one. */
  json?: { name: string; schema: Record<string, unknown> };
};

export type ModelAnswer = {
  text: string;
  toolCalls: readonly ToolCall[];
  finish: 'stop' | 'length' | 'content_filter' | 'tool_calls' | 'other';
  /** The model that answered, by its own word. */
  model: string | null;
  /** `estimated` is true when the endpoint did not report usage and four characters were counted as one token. */
  usage: { inputTokens: number; outputTokens: number; estimated: boolean };
  httpStatus: number;
  latencyMs: number;
};

/** Where and how a model is reached. Credentials are already opened: this value is never stored, logged or sent in a job. */
export type Connection = {
  provider: ProviderName;
  url: string;
  model: string | null;
  headers: Readonly<Record<string, string>>;
  /** `custom` only: a JSON template with `{{prompt}} {{system}} {{model}} {{messages}}`. */
  requestTemplate?: string | null;
  /** `custom` only: where the answer's text stands, such as `choices[0].message.content` or `$.output.text`. */
  responsePath?: string | null;
  timeoutMs: number;
  /** CIDR blocks that this one connection may reach although they are private, beside the operator's. */
  allowPrivate?: readonly string[];
};

export const PROVIDERS = ['openai-chat', 'messages', 'text-completions', 'custom'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

export type Provider = {
  name: ProviderName;
  /** @throws ProviderFailure for everything that keeps an answer from being had. */
  send(request: ModelRequest, connection: Connection, signal?: AbortSignal): Promise<ModelAnswer>;
};

/** Why an answer could not be had. An attempt that ends with one is `inconclusive`, never a pass. */
export const FAILURES = [
  'dns',
  'connection_refused',
  'connection_closed',
  'tls',
  'timeout',
  'cancelled',
  'private_address',
  'redirect_refused',
  'too_large',
  'not_json',
  'schema_mismatch',
  'empty_answer',
  'content_filtered',
  'auth_refused',
  'rate_limited',
  'quota_exhausted',
  'client_error',
  'server_error',
  'bad_request_template',
  'internal_error',
] as const;
export type FailureReason = (typeof FAILURES)[number];

export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure';
  readonly reason: FailureReason;
  readonly httpStatus: number | null;
  /** What the endpoint asked for in `Retry-After` or `retry-after-ms`, bounded to an hour. */
  readonly retryAfterMs: number | null;

  /** `message` says in words what happened and where; it holds no credential and at most 200 characters of the answer. */
  constructor(
    reason: FailureReason,
    message: string,
    extra: { httpStatus?: number | null; retryAfterMs?: number | null } = {},
  ) {
    super(message);
    this.reason = reason;
    this.httpStatus = extra.httpStatus ?? null;
    this.retryAfterMs = extra.retryAfterMs ?? null;
  }

  /** Whether the same request may do better later: throttling, time-outs, resets and 5xx; never quota, never 4xx. */
  get transient(): boolean {
    return TRANSIENT.has(this.reason);
  }
}

const TRANSIENT: ReadonlySet<FailureReason> = new Set([
  'dns',
  'connection_refused',
  'connection_closed',
  'timeout',
  'rate_limited',
  'server_error',
]);
