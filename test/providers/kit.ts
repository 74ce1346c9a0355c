import type { ServerResponse } from 'node:http';
import { createOutbound } from '#src/platform/outbound.ts';
import {
  type Connection,
  type ModelAnswer,
  type ModelRequest,
  ProviderFailure,
  type ProviderName,
} from '#src/providers/provider.ts';
import { providerFor } from '#src/providers/providers.ts';
import { startHttpServer } from '#test/kit/http-server.ts';

export type Seen = { path: string; headers: Record<string, string>; body: Record<string, unknown> };
export type Handle = (response: ServerResponse, seen: Seen) => void | Promise<void>;

export const ASK: ModelRequest = { messages: [{ role: 'user', content: 'Hello?' }] };

/**
 * Sends one request through a provider to a server on loopback that answers as `handle` does, and tells both what the server saw and
 * what came of it.
 */
export async function exchange(
  provider: ProviderName,
  handle: Handle,
  options: { request?: ModelRequest; connection?: Partial<Connection>; path?: string } = {},
): Promise<{ seen: Seen; answer: ModelAnswer | null; failure: ProviderFailure | null }> {
  let seen: Seen | null = null;
  const server = await startHttpServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    seen = { path: request.url ?? '', headers: request.headers as Record<string, string>, body };
    await handle(response, seen);
  });
  const outbound = createOutbound({ allowPrivate: ['127.0.0.1/32'] });
  const connection = connectionTo(provider, `${server.url}${options.path ?? '/v1'}`, options.connection);
  try {
    const answer = await providerFor(outbound, provider).send(options.request ?? ASK, connection);
    return { seen: seen!, answer, failure: null };
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    return { seen: seen!, answer: null, failure: error };
  } finally {
    await outbound.close();
    await server.close();
  }
}

export function connectionTo(provider: ProviderName, url: string, more: Partial<Connection> = {}): Connection {
  return {
    provider,
    url,
    model: 'test-model',
    headers: { authorization: 'Bearer tk-hunter2-0123' },
    timeoutMs: 5_000,
    ...more,
  };
}

/** Answers with JSON. */
export function json(payload: unknown, status = 200, headers: Record<string, string> = {}): Handle {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(payload));
  };
}

/** Answers with server-sent events, each piece written on its own; the last piece ends the answer unless it stays open. */
export function events(pieces: readonly (string | Buffer)[], options: { open?: boolean; type?: string } = {}): Handle {
  return async (response) => {
    response.writeHead(200, { 'content-type': options.type ?? 'text/event-stream' });
    for (const piece of pieces) {
      response.write(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (!options.open) response.end();
  };
}
