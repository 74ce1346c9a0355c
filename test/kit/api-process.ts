import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { OWNER, SECRET_KEY, SIGNING_KEY } from './app.ts';

/** An API in a process of its own, as an operator starts it. */
export type ApiProcess = AsyncDisposable & {
  pid: number;
  url: string;
  /** What it has logged, one JSON object a line. */
  log: string[];
  /** Ends it without a word, as a power cut does. */
  kill(): Promise<void>;
  /** Asks it to end; resolves with its exit status. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
};

const ROOT = join(import.meta.dirname, '..', '..');

/** Starts `tribunal api` on a free port and waits until it answers. Further settings go into `env`. */
export async function startApiProcess(
  databaseUrl: string,
  redisUrl: string,
  env: Record<string, string> = {},
): Promise<ApiProcess> {
  const child = spawn(process.execPath, ['tribunal.mjs', 'api'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      SECRET_KEY,
      REPORT_SIGNING_KEY: SIGNING_KEY,
      BOOTSTRAP_TOKEN: OWNER,
      ALLOW_PRIVATE_TARGETS: '127.0.0.1',
      PORT: '0',
      ...env,
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
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log.push(...text.split('\n').filter(Boolean));
      const ready = log.find((line) => line.includes('"msg":"ready"'));
      if (ready) resolve((JSON.parse(ready) as { url: string }).url);
    });
    exited.then(() => reject(new Error(`The API ended before it was ready: ${log.join('\n')}`)), reject);
  });
  return {
    pid: child.pid!,
    url,
    log,
    kill: async () => void (await end('SIGKILL')),
    stop: (signal = 'SIGTERM') => end(signal),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) await end('SIGKILL');
    },
  };
}
