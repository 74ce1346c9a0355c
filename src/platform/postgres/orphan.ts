import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { signal, stopServer } from './server-process.ts';

/**
 * Clears the folder of a server whose Tribunal died without stopping it. Call it with the folder's lock held.
 *
 * After `kill -9` of ours the server lives on: it is stopped like at a normal end. When the server was killed, its children may
 * live on for a moment: they are made to quit. When its pid file names what is by now another program, PostgreSQL would take
 * that one for itself and refuse to start: the file is removed, and only then, because it also guards the server's memory.
 */
export async function clearOrphan(dataFolder: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const pidFile = join(dataFolder, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10);
  const left = serversIn(dataFolder);
  const [first] = left.includes(pid) ? [pid] : left;
  if (first !== pid) for (const child of left) signal(child, 'SIGQUIT');
  if (first) await stopServer(first, () => serversIn(dataFolder).length === 0);
  if (pid > 1 && isAlive(pid)) await rm(pidFile, { force: true });
}

/** The PostgreSQL processes at work in this folder, by their name and directory in /proc. */
function serversIn(dataFolder: string): number[] {
  const folder = realpathSync(dataFolder);
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => isServerIn(pid, folder)).map(Number);
}

function isServerIn(pid: string, folder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8') === 'postgres\n' && readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    // Gone meanwhile, or of a user that we may not look at: not ours.
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
