import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { startHttpServer } from './http-server.ts';

/** What somebody sent, as it arrived. */
export type Received = { headers: IncomingHttpHeaders; body: string; path: string };

export type Receiver = AsyncDisposable & {
  url: string;
  received: Received[];
  /** How the next ones are answered: a status with a body, or never. */
  answer: (reply: Reply | ((request: Received, count: number) => Reply)) => void;
};

export type Reply = { status: number; body?: string; headers?: Record<string, string> } | 'never' | 'cut';

/** A server on loopback that takes what is posted to it. It answers 200 until it is told otherwise. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let reply: (request: Received, count: number) => Reply = () => ({ status: 200 });
  const server = await startHttpServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8'), path: request.url ?? '' };
      received.push(one);
      const answer = reply(one, received.length);
      if (answer === 'never') return;
      if (answer === 'cut') return void request.socket.destroy();
      response.writeHead(answer.status, answer.headers ?? {}).end(answer.body ?? '');
    });
  });
  return {
    url: server.url,
    received,
    answer: (next) => {
      reply = typeof next === 'function' ? next : () => next;
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}

/** Whether a request was signed with the secret, worked out from the words of the documentation alone. */
export function isSigned({ headers, body }: Received, secret: string): boolean {
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-tribunal-signature'])) ?? [];
  return v1 === createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
}
