import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { FromProcess, ToProcess } from './pdf-process.ts';

const HEAP_MB = 1024;

/**
 * Lays a document out in a process of its own and writes it. A process and not a thread: its memory, hundreds of megabytes for the largest
 * reports, is given back whole, and a report that needs too much ends it and nothing else. It is ended when the report is no longer wanted.
 */
export async function renderApart(task: ToProcess, sink: Writable, signal: AbortSignal): Promise<void> {
  const child = fork(fileURLToPath(new URL('./pdf-process.ts', import.meta.url)), {
    execArgv: ['--max-semi-space-size=8', `--max-old-space-size=${HEAP_MB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {},
  });
  const done = Promise.withResolvers<void>();
  child.on('message', (message: FromProcess) => {
    if (message === 'done') done.resolve();
    else if ('failed' in message) done.reject(new Error(`The document could not be laid out: ${message.failed}`));
    else take(message.piece, sink).then(() => child.connected && child.send('more'), done.reject);
  });
  child.once('error', done.reject);
  child.once('exit', (code) => done.reject(new Error(`The process that lays out the document ended with ${code}.`)));
  sink.once('error', done.reject);
  const stop = () => done.reject(signal.reason);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    child.send(task, (error) => error && done.reject(error));
    await done.promise;
  } finally {
    signal.removeEventListener('abort', stop);
    child.kill('SIGKILL');
  }
  sink.end();
  if (!sink.writableFinished) await once(sink, 'finish');
}

/** The next piece is asked for when this one has gone on its way: a slow storage does not fill the memory. */
async function take(piece: Uint8Array, sink: Writable): Promise<void> {
  if (!sink.write(piece)) await once(sink, 'drain');
}
