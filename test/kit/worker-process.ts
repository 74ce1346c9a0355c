import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { SECRET_KEY, SIGNING_KEY } from './app.ts';

/** A worker in a process of its own, as an operator starts it. */
export type WorkerProcess = AsyncDisposable & {
  pid: number;
  /** What it has logged, one JSON object a line. */
  log: string[];
  /** Ends it without a word, as a power cut does. */
  kill(): Promise<void>;
  /** Asks it to end; resolves with its exit status. */
  stop(): Promise<number | null>;
};

const ROOT = join(import.meta.dirname, '..', '..');

/** Starts `tribunal worker` and waits until it takes jobs. Leases are two seconds, so that a dead one is noticed soon. */
export async function startWorkerProcess(
  databaseUrl: string,
  redisUrl: string,
  settings: Record<string, string> = {},
): Promise<WorkerProcess> {
  const child = spawn(process.execPath, ['tribunal.mjs', 'worker'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      SECRET_KEY,
      REPORT_SIGNING_KEY: SIGNING_KEY,
      ALLOW_PRIVATE_TARGETS: '127.0.0.1',
      LEASE_SECONDS: '2',
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const exited = once(child, 'exit').finally(() => process.off('exit', kill));
  const log: string[] = [];
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exited;
    return child.exitCode;
  };
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log.push(...text.split('\n').filter(Boolean));
      if (text.includes('"msg":"ready"')) resolve();
    });
    exited.then(() => reject(new Error(`The worker ended before it was ready: ${log.join('\n')}`)), reject);
  });
  return {
    pid: child.pid!,
    log,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) await end('SIGKILL');
    },
  };
}
