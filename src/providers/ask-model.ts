import { isDomainError } from '#src/platform/errors.ts';
import { type Outbound, OutboundError, type OutboundResponse } from '#src/platform/outbound.ts';
import { type Connection, type ModelAnswer, type ModelRequest, ProviderFailure } from './provider.ts';
import { readPayload } from './read-answer.ts';
import { embeddedRefusal, refusalOf } from './refusals.ts';
import { usageOf } from './usage.ts';
import type { Reading, Wire } from './wire.ts';

/** Bytes of one answer, envelope included. What is longer than a megabyte is no answer to a prompt, and many of them fill a process. */
const LONGEST_ANSWER = 1_048_576;

/** As much of an error answer as is read to find its reason. */
const REFUSAL_BYTES = 16 * 1024;

/**
 * One request to a model and its answer, in the given wire format.
 *
 * @throws ProviderFailure, and nothing else unless it is a bug.
 */
export async function askModel(
  outbound: Outbound,
  wire: Wire,
  request: ModelRequest,
  connection: Connection,
  signal?: AbortSignal,
): Promise<ModelAnswer> {
  const started = performance.now();
  let status: number | null = null;
  try {
    const response = await post(outbound, wire, request, connection, signal);
    status = response.status;
    if (status < 200 || status > 299) throw await refused(response, connection);
    const reading = await read(response, wire, request, connection);
    return answerOf(reading, request, status, performance.now() - started);
  } catch (error) {
    throw asFailure(error, status);
  }
}

function post(
  outbound: Outbound,
  wire: Wire,
  request: ModelRequest,
  connection: Connection,
  signal: AbortSignal | undefined,
): Promise<OutboundResponse> {
  return outbound.request({
    url: wire.url(connection),
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...wire.headers, ...connection.headers },
    body: wire.body(request, connection),
    timeoutMs: connection.timeoutMs,
    maxResponseBytes: LONGEST_ANSWER,
    ...(connection.allowPrivate === undefined ? {} : { allowPrivate: connection.allowPrivate }),
    signal,
  });
}

async function read(
  response: OutboundResponse,
  wire: Wire,
  request: ModelRequest,
  connection: Connection,
): Promise<Reading> {
  const payload = await readPayload(response, wire, connection);
  try {
    return wire.read(payload, request, connection);
  } catch (error) {
    throw embeddedRefusal(payload, response.status, connection) ?? error;
  }
}

/** An answer that was withheld or is empty is a failure: it shows nothing about the model. */
function answerOf(reading: Reading, request: ModelRequest, httpStatus: number, latencyMs: number): ModelAnswer {
  const { text, toolCalls, finish, model } = reading;
  if (finish === 'content_filter') {
    throw new ProviderFailure('content_filtered', "The endpoint's own filter withheld the answer.", { httpStatus });
  }
  if (text.trim() === '' && toolCalls.length === 0) {
    const why = finish === 'length' ? ' All output tokens were used before any text.' : '';
    throw new ProviderFailure('empty_answer', `The answer has neither text nor a tool call.${why}`, { httpStatus });
  }
  return {
    text,
    toolCalls,
    finish,
    model,
    usage: usageOf(reading, request),
    httpStatus,
    latencyMs: Math.round(latencyMs),
  };
}

async function refused(response: OutboundResponse, connection: Connection): Promise<ProviderFailure> {
  const { status, headers } = response;
  const body = await beginning(response);
  return refusalOf({ status, headers, body }, connection);
}

/** The status tells enough: a body that breaks off or does not come in time is read as far as it came. */
async function beginning(response: OutboundResponse): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= REFUSAL_BYTES) break;
    }
  } catch (error) {
    if (!(error instanceof OutboundError) || error.reason === 'cancelled') throw error;
  }
  return Buffer.concat(chunks).subarray(0, REFUSAL_BYTES).toString('utf8');
}

function asFailure(error: unknown, httpStatus: number | null): unknown {
  if (error instanceof OutboundError) return new ProviderFailure(error.reason, error.message, { httpStatus });
  if (isDomainError(error)) return new ProviderFailure('client_error', error.message);
  if (!(error instanceof ProviderFailure) || error.httpStatus !== null || httpStatus === null) return error;
  return new ProviderFailure(error.reason, error.message, { httpStatus, retryAfterMs: error.retryAfterMs });
}
