import { type ChildProcess, spawn } from 'node:child_process';
import { StartupError } from '#src/platform/startup-error.ts';
import type { OsUser } from './os-user.ts';

const READY = 'database system is ready to accept connections';
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 20_000;
const QUIT_LIMIT_MS = 10_000;

/** How a program of PostgreSQL is run on a data folder. */
export type Program = { path: string; args: readonly string[]; dataFolder: string; user: OsUser | null };

/**
 * Starts a program inside the data folder.
 *
 * As another user the folder may be unreachable by its path (below `/root`), but a process keeps the directory that it was
 * started in: `/proc/self/cwd` names it without a walk down from `/`. It has a group of its own, so that Ctrl-C in a terminal
 * reaches us first and the server stops after its clients.
 */
export function spawnProgram({ path, args, dataFolder, user }: Program): ChildProcess {
  return spawn(path, ['-D', user ? '/proc/self/cwd' : dataFolder, ...args], {
    cwd: dataFolder,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
    ...user,
  });
}

/** Runs a program to its end. @throws StartupError with what it printed last when it fails */
export async function runProgram(program: Program): Promise<void> {
  const child = spawnProgram(program);
  const output = lastLines(child);
  const status = await new Promise<string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? null : `status ${code ?? signal}`));
  });
  if (status !== null) throw new StartupError(`PostgreSQL's ${program.path} failed (${status}). ${output()}`.trim());
}

/** Waits until the server takes connections. @throws StartupError with its last lines when it ends first, or after 60 s */
export function untilReady(child: ChildProcess): Promise<void> {
  const output = lastLines(child);
  return new Promise((resolve, reject) => {
    const fail = (reason: string) =>
      reject(new StartupError(`PostgreSQL did not start (${reason}). ${output()}`.trim()));
    const timer = setTimeout(() => {
      child.kill('SIGQUIT');
      fail(`not ready after ${START_LIMIT_MS / 1000} s`);
    }, START_LIMIT_MS);
    child.once('error', (error) => fail(error.message));
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      fail(`status ${code ?? signal}`);
    });
    child.stderr?.on('data', () => {
      if (!output().includes(READY)) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

/**
 * Stops a server: open transactions are rolled back, everything is written, about 0.1 s. After 20 s it is made to quit at once;
 * its log is replayed at the next start.
 *
 * @throws Error when it is there even 10 s after that
 */
export async function stopServer(pid: number, gone: () => boolean): Promise<void> {
  signal(pid, 'SIGINT');
  if (await within(STOP_LIMIT_MS, gone)) return;
  signal(pid, 'SIGQUIT');
  if (await within(QUIT_LIMIT_MS, gone)) return;
  throw new Error(`PostgreSQL (process ${pid}) does not stop.`);
}

async function within(limitMs: number, gone: () => boolean): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (!gone()) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return true;
}

/** Sends a signal; a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Keeps the last 2,000 characters of a program's messages. */
function lastLines(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-2000);
  });
  return () => text.trim();
}
