import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { answer } from './answer.ts';
import { answerDelayMs, hash } from './chance.ts';
import { chatRequest, toConversation } from './chat-request.ts';
import { type Completion, jsonAnswer, streamAnswer } from './chat-response.ts';

export const BOT_MODEL = 'lark-1';
const MAX_BODY_BYTES = 1024 * 1024;

export type Bot = {
  /** Where chat completions are posted. */
  url: string;
  /** Chat requests that were answered since the start. */
  answered(): number;
  close(): Promise<void>;
};

/** Starts the demo's chat server on a free port of the loopback interface. It takes any credential and keeps nothing. */
export async function startBot(): Promise<Bot> {
  let answered = 0;
  const server = createServer((request, response) => {
    handle(request, response)
      .then((chatted) => {
        answered += chatted ? 1 : 0;
      })
      .catch(() => response.destroy());
  });
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1/chat/completions`,
    answered: () => answered,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Whether a chat request was answered. */
async function handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const path = request.url?.split('?')[0];
  if (path === '/v1/models' && request.method === 'GET') {
    sendJson(response, 200, {
      object: 'list',
      data: [{ id: BOT_MODEL, object: 'model', owned_by: 'lumen-and-larch' }],
    });
    return false;
  }
  if (path !== '/v1/chat/completions')
    return refuse(response, 404, 'There is nothing here. Post to /v1/chat/completions.');
  if (request.method !== 'POST') return refuse(response, 405, 'Use POST.');
  const body = await readBody(request);
  if (body === null) return refuse(response, 413, 'The request is larger than 1 MiB.');
  return chat(body, response);
}

async function chat(body: string, response: ServerResponse): Promise<boolean> {
  const parsed = chatRequest.safeParse(parseJson(body));
  if (!parsed.success) return refuse(response, 400, 'The body is not a chat completions request.');
  const conversation = toConversation(parsed.data);
  const key = JSON.stringify(conversation);
  await wait(answerDelayMs(key));
  const completion: Completion = {
    id: `chatcmpl-${hash(key).toString(16).padStart(8, '0')}`,
    model: parsed.data.model,
    created: Math.floor(Date.now() / 1000),
    reply: answer(conversation),
    promptCharacters: key.length,
  };
  if (parsed.data.stream) sendStream(response, completion, parsed.data.stream_options?.include_usage === true);
  else sendJson(response, 200, jsonAnswer(completion));
  return true;
}

function sendStream(response: ServerResponse, completion: Completion, includeUsage: boolean): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  for (const event of streamAnswer(completion, includeUsage)) response.write(`data: ${JSON.stringify(event)}\n\n`);
  response.end('data: [DONE]\n\n');
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number, message: string): false {
  sendJson(response, status, { error: { message, type: 'invalid_request_error', code: null } });
  return false;
}

/** The body as text, or null when it is too large. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
