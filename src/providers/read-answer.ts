import type { OutboundResponse } from '#src/platform/outbound.ts';
import { excerpt } from './excerpt.ts';
import { parseJson } from './json-value.ts';
import { type Connection, ProviderFailure } from './provider.ts';
import { EventReader, type ServerSentEvent } from './sse.ts';
import type { StreamFold, Wire } from './wire.ts';

/**
 * The JSON that a response of 2xx means, whether it is sent as JSON or as server-sent events, and whatever its `Content-Type` says.
 *
 * @throws ProviderFailure `not_json`, `empty_answer`
 * @throws OutboundError while the body is read
 */
export async function readPayload(response: OutboundResponse, wire: Wire, connection: Connection): Promise<unknown> {
  const type = String(response.headers['content-type'] ?? '');
  if (type.startsWith('text/event-stream')) return readStream(response, wire.fold(connection), connection);
  const text = await response.text();
  if (/^(?:data|event):/.test(text)) return readEvents(text, wire.fold(connection), connection);
  const payload = parseJson(text);
  if (payload === undefined) throw notJson(text, type, response.status, connection);
  return payload;
}

function notJson(text: string, type: string, httpStatus: number, connection: Connection): ProviderFailure {
  if (text.trim() === '') return new ProviderFailure('empty_answer', 'The answer is empty.', { httpStatus });
  const kind = type === '' ? 'no content type' : type.slice(0, 60);
  const said = `Expected JSON and got something else (${kind}): ${excerpt(text, connection)}`;
  return new ProviderFailure('not_json', said, { httpStatus });
}

/** Stops reading at the last event that matters: some servers keep the connection open behind it. */
async function readStream(response: OutboundResponse, fold: StreamFold, connection: Connection): Promise<unknown> {
  const reader = new EventReader();
  const decoder = new TextDecoder();
  for await (const chunk of response.body) {
    const events = reader.push(decoder.decode(chunk, { stream: true }));
    if (events.some((event) => take(event, fold, connection))) return fold.payload();
  }
  reader.end().some((event) => take(event, fold, connection));
  return fold.payload();
}

function readEvents(text: string, fold: StreamFold, connection: Connection): unknown {
  const reader = new EventReader();
  [...reader.push(text), ...reader.end()].some((event) => take(event, fold, connection));
  return fold.payload();
}

/** @returns true when no further event matters. */
function take({ event, data }: ServerSentEvent, fold: StreamFold, connection: Connection): boolean {
  if (data.trim() === '[DONE]') return true;
  const parsed = parseJson(data);
  if (parsed === undefined) {
    throw new ProviderFailure('not_json', `An event of the stream is not JSON: ${excerpt(data, connection)}`);
  }
  return fold.push({ event, data: parsed });
}
