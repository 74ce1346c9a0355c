import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { startHttpServer } from './http-server.ts';
import type { RedisProgram } from './redis-package.ts';

/** A Redis of our own on a free loopback port, with a password, that keeps nothing. Ended on dispose, and with this process. */
export type RedisService = AsyncDisposable & {
  /** The same after a restart. */
  url: string;
  /** Kills the server without a word; its port refuses connections until `restart`. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Stops the server in the middle of what it does, with its connections open; `thaw` lets it go on. */
  freeze(): void;
  thaw(): void;
};

export async function startRedis(redis: RedisProgram): Promise<RedisService> {
  const folder = await mkdtemp(join(tmpdir(), 'tribunal-test-redis-'));
  const password = randomBytes(16).toString('hex');
  const port = await freePort();
  let child = await launch(redis, folder, port, password);
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    // Nothing else may be left that keeps this process, and with it the wait, alive.
    child.ref();
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    kill: end,
    async restart() {
      child = await launch(redis, folder, port, password);
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    async [Symbol.asyncDispose]() {
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Its settings go in by stdin, where the password is seen by nobody. */
async function launch(redis: RedisProgram, folder: string, port: number, password: string): Promise<ChildProcess> {
  const libraries = [...redis.libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  const child = spawn(redis.path, ['-'], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}) },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const stop = () => child.kill('SIGKILL');
  process.once('exit', stop);
  child.once('exit', () => process.off('exit', stop));
  const settings = { bind: '127.0.0.1', port, requirepass: password, save: '""', appendonly: 'no', dir: folder };
  child.stdin.end(
    Object.entries(settings)
      .map(([name, value]) => `${name} ${value}\n`)
      .join(''),
  );
  await untilReady(child);
  child.unref();
  return child;
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => reject(new Error(`Redis did not start (${why}): ${said.slice(-500)}`));
    const listen = (chunk: Buffer) => {
      said += chunk;
      if (/Ready to accept connections/i.test(said)) resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code, signal) => fail(`status ${code ?? signal}`));
  });
}

async function freePort(): Promise<number> {
  const server = await startHttpServer(() => {});
  await server.close();
  return server.port;
}
