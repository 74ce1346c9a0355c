import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stopServer } from './server-process.ts';

/**
 * Clears the folder of a server whose Tribunal died without stopping it. Call it with the folder's lock held.
 *
 * After `kill -9` the server lives on: it is stopped like at a normal end. After a power cut its pid file names a process that
 * is gone, or by now another program; PostgreSQL would take that one for itself and refuse to start, so the file is removed.
 */
export async function clearOrphan(dataFolder: string): Promise<void> {
  const pidFile = join(dataFolder, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10);
  if (!Number.isInteger(pid) || pid <= 1) return;
  if (servesFolder(pid, dataFolder)) await stopServer(pid, () => !servesFolder(pid, dataFolder));
  if (process.platform === 'linux') await rm(pidFile, { force: true });
}

/** Whether the process is a PostgreSQL server at work in this folder. Its name and directory are read from /proc. */
function servesFolder(pid: number, dataFolder: string): boolean {
  try {
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    return name === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataFolder);
  } catch {
    // No such process, or one of a user that we may not look at: not ours.
    return false;
  }
}
