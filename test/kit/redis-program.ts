import { delimiter, join } from 'node:path';
import {
  cachedPackage,
  downloadPackage,
  installPackage,
  isProgram,
  NAMES,
  type RedisProgram,
} from './redis-package.ts';

const ADVICE =
  'The tests need a Redis server, and none could be had. Set REDIS_URL to one (version 7 or newer), or put redis-server or ' +
  'valkey-server on the PATH (Debian and Ubuntu: apt-get install redis-server).';

/**
 * `redis-server` or `valkey-server`: from the PATH, else installed by apt where this user may, else downloaded by apt and unpacked into a
 * cache folder, which needs no rights. Apt checks the packages' signatures both ways.
 *
 * @throws Error that says how to get one
 */
export async function redisProgram(): Promise<RedisProgram> {
  const found = (await onPath()) ?? (await cachedPackage());
  if (found) return found;
  const tried: string[] = [];
  const attempt = async (way: () => Promise<RedisProgram | null>) => {
    try {
      return await way();
    } catch (error) {
      tried.push(reason(error as Error));
      return null;
    }
  };
  const root = process.getuid?.() === 0;
  const got = (root ? await attempt(() => installPackage().then(onPath)) : null) ?? (await attempt(downloadPackage));
  if (got) return got;
  throw new Error(`${ADVICE} Apt said: ${tried.join(' ')}`);
}

async function onPath(): Promise<RedisProgram | null> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  for (const path of folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))) {
    if (await isProgram(path)) return { path, libraries: [] };
  }
  return null;
}

/** The last line that a program printed before it failed, else why it did not run at all. */
function reason(error: Error & { stderr?: string }): string {
  return (error.stderr?.trim().split('\n').at(-1) || error.message).slice(0, 200);
}
