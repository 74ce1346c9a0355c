import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { startHttpServer, type TestServer } from './http-server.ts';

export type ModelServerRequest = {
  path: string;
  /** When the whole request was there, in milliseconds of this process's clock. */
  at: number;
  headers: IncomingHttpHeaders;
  body: {
    model?: string;
    messages: { role: string; content: string | null; tool_calls?: unknown[]; tool_call_id?: string }[];
    tools?: unknown[];
    temperature?: number;
    max_tokens?: number;
    response_format?: unknown;
  };
};

export type ModelServerReply =
  | string
  | { text?: string; toolCalls?: readonly { name: string; arguments: unknown }[]; finish?: string }
  | { status: number; headers?: Record<string, string>; body?: unknown };

export type ModelServer = {
  /** Ends in `/v1`. */
  url: string;
  /** Every request so far, oldest first. */
  requests: readonly ModelServerRequest[];
  connections: () => number;
  /** The most requests that were open at once: from their last byte to the end of the answer, or of the connection. */
  mostOpen: () => number;
  close: () => Promise<void>;
};

/**
 * An OpenAI-compatible chat server on loopback. `reply` decides what each request gets: a text, a text with tool calls, or any status
 * and body. It answers after `latencyMs` if that is given.
 */
export async function startModelServer(options: {
  reply: (
    messages: ModelServerRequest['body']['messages'],
    request: ModelServerRequest,
  ) => ModelServerReply | Promise<ModelServerReply>;
  latencyMs?: number;
}): Promise<ModelServer> {
  const requests: ModelServerRequest[] = [];
  let [open, mostOpen] = [0, 0];
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{"messages":[]}');
    const seen = { path: request.url ?? '', at: performance.now(), headers: request.headers, body };
    requests.push(seen);
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    response.once('close', () => {
      open -= 1;
    });
    const reply = await options.reply(body.messages ?? [], seen);
    if (options.latencyMs) await new Promise((resolve) => setTimeout(resolve, options.latencyMs));
    respond(response, reply, seen);
  }
  const server: TestServer = await startHttpServer((request, response) => {
    // A handler that fails is a failing test: the client sees 599 and the reason.
    answer(request, response).catch((error) => response.writeHead(599).end(String(error)));
  });
  return {
    url: `${server.url}/v1`,
    requests,
    connections: server.connections,
    mostOpen: () => mostOpen,
    close: server.close,
  };
}

function respond(response: ServerResponse, reply: ModelServerReply, request: ModelServerRequest): void {
  if (typeof reply === 'object' && 'status' in reply) {
    const body = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {});
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers }).end(body);
    return;
  }
  const { text, toolCalls, finish } = typeof reply === 'string' ? { text: reply } : reply;
  const body = JSON.stringify(chatCompletion({ text, toolCalls, finish, model: request.body.model }));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
}

/** What a chat completion looks like on the wire, with ten tokens in and five out. */
export function chatCompletion(answer: {
  text?: string | undefined;
  toolCalls?: readonly { name: string; arguments: unknown }[] | undefined;
  finish?: string | undefined;
  model?: string | undefined;
}): unknown {
  const calls = answer.toolCalls?.map((call, index) => ({
    id: `call_${index}`,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }));
  const message = { role: 'assistant', content: answer.text ?? null, ...(calls ? { tool_calls: calls } : {}) };
  return {
    id: 'chatcmpl-test',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: answer.model ?? 'test-model',
    choices: [{ index: 0, message, finish_reason: answer.finish ?? (calls ? 'tool_calls' : 'stop') }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  };
}
