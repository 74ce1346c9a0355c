import type { Connection, ModelAnswer, ModelRequest, ProviderName, ToolCall } from './provider.ts';

/** What an endpoint answered, before it is checked: counts are null when it did not report them. */
export type Reading = {
  text: string;
  toolCalls: readonly ToolCall[];
  finish: ModelAnswer['finish'];
  model: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
};

export type StreamEvent = { event: string; data: unknown };

/** Gathers the events of one stream into the payload that the same endpoint would have answered without streaming. */
export type StreamFold = {
  /** @returns true when this was the last event that matters. */
  push(event: StreamEvent): boolean;
  payload(): unknown;
};

/** How one family of endpoints is spoken to: pure translation, with no request in it. */
export type Wire = {
  name: ProviderName;
  /** Headers that the format wants; the connection's own replace them. */
  headers: Readonly<Record<string, string>>;
  url(connection: Connection): string;
  /** @throws ProviderFailure `bad_request_template` */
  body(request: ModelRequest, connection: Connection): string;
  /** @throws ProviderFailure `schema_mismatch` that names the missing place, `bad_request_template` */
  read(payload: unknown, request: ModelRequest, connection: Connection): Reading;
  fold(connection: Connection): StreamFold;
};

/**
 * The URL that is asked. A base URL whose path ends in `/v1` gets the format's route appended (`https://api.example.com/v1` →
 * `https://api.example.com/v1/chat/completions`); any other URL is asked as it is written. A query string is kept.
 */
export function routeUrl(url: string, route: string): string {
  const cut = url.indexOf('?');
  let path = cut === -1 ? url : url.slice(0, cut);
  while (path.endsWith('/')) path = path.slice(0, -1);
  if (!path.endsWith('/v1')) return url;
  return path + route + (cut === -1 ? '' : url.slice(cut));
}
