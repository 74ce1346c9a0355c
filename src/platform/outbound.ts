import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { DomainError } from './errors.ts';
import { type Agents, agentsByPolicy } from './outbound-agents.ts';
import { type Resolve, resolveAllowed, systemResolve } from './outbound-connect.ts';
import { decodeBody, encodingsOf } from './outbound-decode.ts';
import { OutboundError } from './outbound-error.ts';
import { Exchange, type Head } from './outbound-exchange.ts';
import { type Hop, redirectHop, redirectLocation, requestHeaders } from './outbound-request.ts';
import { parseTarget } from './target-url.ts';

export { OutboundError } from './outbound-error.ts';
export { validateTargetUrl } from './target-url.ts';

export type OutboundOptions = {
  /** CIDR blocks of private addresses that every request may reach: the operator's `ALLOW_PRIVATE_TARGETS`. */
  allowPrivate?: readonly string[];
  /** Trusted issuers in PEM form, instead of the ones that Node trusts. */
  ca?: readonly string[];
  /** How names become addresses; the machine's own resolver unless given. */
  resolve?: Resolve;
  /** Connections to one origin under one policy; further requests wait. 256 unless given. */
  connections?: number;
  /** 10,000 ms unless given. */
  connectTimeoutMs?: number;
};

export type OutboundRequest = {
  url: string;
  /** `POST` when there is a body, else `GET`, unless given. */
  method?: Dispatcher.HttpMethod;
  headers?: Readonly<Record<string, string>>;
  body?: string | Buffer;
  /** For the whole exchange, redirects, waiting for a connection and the last byte included. 30,000 ms unless given. */
  timeoutMs?: number;
  /** Until the response headers are there, once the request is sent. Measured to about a second. No limit of its own unless given. */
  headersTimeoutMs?: number;
  /** Between two pieces of the body. Measured to about a second. No limit of its own unless given. */
  idleTimeoutMs?: number;
  /** For the body as it is sent and as it is unpacked, each. 4 MiB unless given. */
  maxResponseBytes?: number;
  /** 0 unless given: a redirect is an error. */
  maxRedirects?: number;
  /** CIDR blocks that this request may reach beside the operator's. */
  allowPrivate?: readonly string[];
  signal?: AbortSignal | undefined;
};

export type OutboundResponse = {
  status: number;
  headers: IncomingHttpHeaders;
  /** Unpacked. Take either this or `text()`, once. Leaving a loop over it early releases the connection. */
  body: AsyncIterable<Buffer>;
  /** The body as UTF-8, without a byte order mark. */
  text(): Promise<string>;
};

/** The only way out of the system. */
export type Outbound = {
  /**
   * Resolves once the response headers are there. A response that is not read holds its connection until the time limit.
   *
   * @throws OutboundError for everything that keeps an answer from being had; also while the body is read.
   * @throws DomainError `invalid_url`; `invalid_input` for a block in `allowPrivate` that cannot be read
   */
  request(input: OutboundRequest): Promise<OutboundResponse>;
  /**
   * Whether a URL could be asked now, without asking it: its form, its name, its addresses.
   *
   * @throws DomainError `invalid_url` or `private_address`, written for the person who gave the URL.
   */
  checkTarget(url: string, allowPrivate?: readonly string[]): Promise<void>;
  /** Cuts what is still running and closes every connection. */
  close(): Promise<void>;
};

const DEFAULT_HEADERS = { 'user-agent': 'Tribunal', 'accept-encoding': 'identity' };
const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 4 * 1024 * 1024;

export function createOutbound(options: OutboundOptions = {}): Outbound {
  const resolve = options.resolve ?? systemResolve;
  const agents = agentsByPolicy({
    allowPrivate: options.allowPrivate ?? [],
    resolve,
    ca: options.ca,
    connections: options.connections ?? 256,
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
  });
  return {
    request: (input) => request(agents, input),
    checkTarget: (url, allowPrivate) => checkTarget(agents, resolve, url, allowPrivate),
    close: () => agents.close(),
  };
}

async function request(agents: Agents, input: OutboundRequest): Promise<OutboundResponse> {
  const endsAt = performance.now() + (input.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  let hop = firstHop(input);
  for (let redirects = 0; ; redirects += 1) {
    const agent = agents.agentFor(input.allowPrivate);
    const exchange = open(hop, input, redirects === 0 ? undefined : endsAt);
    const head = await exchange.start(agent, dispatchOptions(hop, input));
    const location = redirectLocation(head.status, head.headers.location);
    if (location === null) return responseOf(exchange, head, hop, input);
    exchange.release();
    if (redirects >= (input.maxRedirects ?? 0)) throw tooManyRedirects(hop, redirects);
    hop = redirectHop(hop, head.status, location);
  }
}

function firstHop(input: OutboundRequest): Hop {
  return {
    target: parseTarget(input.url),
    method: input.method ?? (input.body === undefined ? 'GET' : 'POST'),
    headers: requestHeaders(DEFAULT_HEADERS, input.headers ?? {}),
    body: input.body ?? null,
  };
}

function open(hop: Hop, input: OutboundRequest, endsAt: number | undefined): Exchange {
  const timeoutMs = input.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  return new Exchange({
    place: hop.target.place,
    deadlineMs: endsAt === undefined ? timeoutMs : Math.max(1, Math.ceil(endsAt - performance.now())),
    // A HEAD response announces the length of a body that it does not send.
    maxBytes: hop.method === 'HEAD' ? Number.POSITIVE_INFINITY : (input.maxResponseBytes ?? DEFAULT_MAX_BYTES),
    signal: input.signal,
  });
}

function dispatchOptions(hop: Hop, input: OutboundRequest): Dispatcher.DispatchOptions {
  return {
    origin: hop.target.origin,
    path: hop.target.path,
    method: hop.method,
    headers: hop.headers,
    body: hop.body,
    headersTimeout: input.headersTimeoutMs ?? 0,
    bodyTimeout: input.idleTimeoutMs ?? 0,
  };
}

function responseOf(exchange: Exchange, head: Head, hop: Hop, input: OutboundRequest): OutboundResponse {
  const limit = { place: hop.target.place, maxBytes: input.maxResponseBytes ?? DEFAULT_MAX_BYTES };
  const encodings = encodingsFor(exchange, head, limit.place);
  const plain = encodings.length === 0;
  const body = plain ? exchange.chunks() : decodeBody(exchange.chunks(), encodings, limit);
  const text = async () => decodeUtf8(await (plain ? exchange.bytes() : joined(body)));
  return { status: head.status, headers: head.headers, body, text };
}

function encodingsFor(exchange: Exchange, head: Head, place: string): readonly string[] {
  try {
    return encodingsOf(head.headers['content-encoding'], place);
  } catch (error) {
    exchange.release();
    throw error;
  }
}

async function joined(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function decodeUtf8(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function tooManyRedirects(hop: Hop, followed: number): OutboundError {
  const what =
    followed === 0 ? 'redirects, and redirects are not followed here' : `redirects more than ${followed} times`;
  return new OutboundError('redirect_refused', `${hop.target.place} ${what}.`);
}

async function checkTarget(
  agents: Agents,
  resolve: Resolve,
  url: string,
  allowPrivate?: readonly string[],
): Promise<void> {
  const { hostname } = new URL(parseTarget(url).href);
  try {
    await resolveAllowed(hostname.replace(/^\[|\]$/g, ''), agents.policyFor(allowPrivate), resolve);
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    throw new DomainError(error.reason === 'private_address' ? 'private_address' : 'invalid_url', error.message, {
      path: ['url'],
    });
  }
}
