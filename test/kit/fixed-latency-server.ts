import type { Socket } from 'node:net';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { startTcpServer } from './http-server.ts';
import { chatCompletion } from './model-server.ts';

export type FixedLatencyServer = { url: string; close: () => Promise<void> };
type Options = { latencyMs: number; text: string };

/**
 * An OpenAI-compatible server for measurements: it answers every request with the same text, `latencyMs` after the request's last
 * byte, over connections that it keeps open. It runs on a thread of its own and reads of a request only where it ends, so that it
 * costs the machine as little as it can.
 */
export async function startFixedLatencyServer(options: {
  latencyMs: number;
  text?: string;
}): Promise<FixedLatencyServer> {
  const { latencyMs, text = 'I am sorry, but I cannot help with that.' } = options;
  const worker = new Worker(new URL(import.meta.url), { workerData: { latencyMs, text } satisfies Options });
  const url = await new Promise<string>((resolve, reject) => worker.once('message', resolve).once('error', reject));
  return {
    url,
    close: async () => {
      await worker.terminate();
    },
  };
}

async function serve({ latencyMs, text }: Options): Promise<string> {
  const body = JSON.stringify(chatCompletion({ text, model: 'fixed' }));
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  const answer = Buffer.from(head + body);
  const server = await startTcpServer((socket) => {
    socket.setNoDelay(true);
    const requests = new RequestCounter();
    socket.on('data', (chunk) => {
      for (let left = requests.push(chunk); left > 0; left -= 1) setTimeout(send, latencyMs, socket, answer);
    });
  });
  return `${server.url}/v1`;
}

function send(socket: Socket, answer: Buffer): void {
  if (socket.writable) socket.write(answer);
}

const BREAK = Buffer.from('\r\n\r\n');

/** Finds where requests end in a stream of bytes, by `Content-Length`. */
class RequestCounter {
  #head: Buffer | null = null;
  #bodyLeft = 0;

  /** @returns how many requests end within this chunk. */
  push(chunk: Buffer): number {
    let rest = this.#head === null ? chunk : Buffer.concat([this.#head, chunk]);
    this.#head = null;
    let ended = 0;
    while (rest.length > 0) {
      if (this.#bodyLeft === 0) {
        const end = rest.indexOf(BREAK);
        if (end === -1) {
          this.#head = rest;
          return ended;
        }
        this.#bodyLeft = contentLength(rest.toString('latin1', 0, end));
        rest = rest.subarray(end + BREAK.length);
      }
      const taken = Math.min(this.#bodyLeft, rest.length);
      this.#bodyLeft -= taken;
      rest = rest.subarray(taken);
      if (this.#bodyLeft === 0) ended += 1;
    }
    return ended;
  }
}

function contentLength(head: string): number {
  return Number(/\r\ncontent-length: ?(\d{1,9})/i.exec(head)?.[1] ?? 0);
}

if (!isMainThread && parentPort !== null && workerData?.latencyMs !== undefined) {
  parentPort.postMessage(await serve(workerData as Options));
}
