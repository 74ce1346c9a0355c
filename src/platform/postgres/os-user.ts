import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { StartupError } from '#src/platform/startup-error.ts';

/** Whom the server's processes run as. */
export type OsUser = { uid: number; gid: number };

const run = promisify(execFile);

/**
 * The user for the server, or null to run as the user of this process.
 *
 * PostgreSQL refuses to run as root. As root we run it as the owner of an existing folder, else as the system's `postgres`,
 * which is made when it is missing.
 *
 * @throws StartupError when no such user can be had
 */
export async function serverUser(dataFolder: string): Promise<OsUser | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(dataFolder).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const user = (await findUser()) ?? (await makeUser());
  if (user) return user;
  throw new StartupError(
    'PostgreSQL does not run as root, and there is no user `postgres` and none could be made. ' +
      'Start Tribunal as another user, or set DATABASE_URL.',
  );
}

async function findUser(): Promise<OsUser | null> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const fields = passwd
    .split('\n')
    .find((line) => line.startsWith('postgres:'))
    ?.split(':');
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : null;
}

async function makeUser(): Promise<OsUser | null> {
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  } catch {
    // Not permitted, no such program, or another process was quicker: what counts is whether the user exists now.
  }
  return findUser();
}
