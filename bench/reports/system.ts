import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** `npm start` on a database that is there: the API and the worker in one process. */
export type SystemProcess = AsyncDisposable & { url: string; pid: number };

export async function startSystem(env: Record<string, string>): Promise<SystemProcess> {
  const child = spawn(process.execPath, ['--max-semi-space-size=8', 'tribunal.mjs', 'start'], {
    cwd: join(import.meta.dirname, '../..'),
    env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = () => void child.kill('SIGKILL');
  process.once('exit', stop);
  const gone = once(child, 'exit').finally(() => process.off('exit', stop));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const found = /listens on (\S+?)\.? /.exec(line)?.[1];
      if (found) resolve(found);
    });
    gone.then(() => reject(new Error('The system ended before it was ready.')), reject);
  });
  return {
    url,
    pid: child.pid!,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** Resident memory in MB, by `/proc`: of a process, and of all that it started. */
export type Memory = { own: number; started: number };

/** Null where there is no such process, or no `/proc`. */
export async function memoryOf(pid: number): Promise<Memory | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
  if (status === null) return null;
  const own = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '')),
  );
  const children = lists.flatMap((list) => list.trim().split(/\s+/).filter(Boolean));
  const others = await Promise.all(children.map((child) => memoryOf(Number(child))));
  return { own, started: others.reduce((sum, one) => sum + (one ? one.own + one.started : 0), 0) };
}
