import { execFile } from 'node:child_process';
import { access, constants, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** A Redis server's program, and the folders of the libraries that came with it because the machine has them not. */
export type RedisProgram = { path: string; libraries: string[] };

export const NAMES = ['redis-server', 'valkey-server'];

const execute = promisify(execFile);
const run = (program: string, args: string[], cwd?: string) =>
  execute(program, args, { cwd, maxBuffer: 16 * 1024 * 1024, timeout: 180_000 });

/** Installs the distribution's package for everybody; its service is not started. Root only. */
export async function installPackage(): Promise<void> {
  // Telling the package's script that there is no init system keeps it from starting a Redis on the default port.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  await run('apt-get', ['update', '-q']);
  await execute('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'redis-server'], {
    env,
    timeout: 180_000,
  });
}

/** What an earlier run unpacked. */
export function cachedPackage(): Promise<RedisProgram | null> {
  return inTree(cacheFolder());
}

/**
 * Downloads the distribution's package with the libraries that this machine lacks, and unpacks them into the cache folder, all without
 * rights. Unpacked under another name and moved into place when complete: whoever comes second finds all of it or nothing.
 */
export async function downloadPackage(): Promise<RedisProgram | null> {
  const target = await writable(cacheFolder());
  const draft = await mkdtemp(`${target}.`);
  try {
    const options = await aptOptions(draft);
    await run('apt-get', [...options, 'download', ...(await packagesFor('redis-server', options))], draft);
    const files = (await readdir(draft)).filter((name) => name.endsWith('.deb'));
    for (const file of files) await run('dpkg', ['-x', join(draft, file), join(draft, 'tree')]);
    await rename(join(draft, 'tree'), target);
  } catch (error) {
    if (!(await inTree(target))) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return inTree(target);
}

function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tribunal', 'redis');
}

/** The folder, once it can be made; a temporary one where the home folder cannot be written. */
async function writable(folder: string): Promise<string> {
  try {
    await mkdir(dirname(folder), { recursive: true });
    await access(dirname(folder), constants.W_OK);
    return folder;
  } catch {
    return join(await mkdtemp(join(tmpdir(), 'tribunal-redis-')), 'redis');
  }
}

/** The program in an unpacked package. Debian's is a link to the program of another package, unpacked beside it. */
async function inTree(folder: string): Promise<RedisProgram | null> {
  for (const path of NAMES.map((name) => join(folder, 'usr/bin', name))) {
    if (!(await isProgram(path))) continue;
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const libraries = entries.filter((entry) => entry.name.includes('.so')).map((entry) => entry.parentPath);
    return { path, libraries: [...new Set(libraries)] };
  }
  return null;
}

/** Nothing where the machine's package lists know Redis; else lists of our own, fetched now, which needs no rights either. */
async function aptOptions(scratch: string): Promise<string[]> {
  if (await run('apt-cache', ['show', 'redis-server']).catch(() => null)) return [];
  await mkdir(join(scratch, 'lists', 'partial'), { recursive: true });
  const options = ['-o', `Dir::State::lists=${join(scratch, 'lists')}`, '-o', `Dir::Cache=${scratch}`];
  await run('apt-get', [...options, 'update', '-q']);
  return options;
}

/** A package, the packages of Redis and the libraries that it depends on, and theirs, as far as they are not installed here. */
async function packagesFor(first: string, options: string[]): Promise<string[]> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders are dpkg's
  const { stdout } = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n']);
  const installed = new Set([...stdout.matchAll(/^(\S+) installed$/gm)].map((match) => match[1]!));
  const wanted = new Set<string>();
  for (let round = [first]; round.length > 0; ) {
    for (const name of round) wanted.add(name);
    const { stdout: said } = await run('apt-cache', [...options, 'depends', '--important', ...round]);
    const choices = alternatives(said).filter((names) => !names.some((name) => installed.has(name)));
    round = choices.flatMap((names) => names.slice(0, 1)).filter((name) => PART.test(name) && !wanted.has(name));
  }
  return [...wanted];
}

const PART = /^(lib[a-z0-9.+-]+|redis-tools|valkey-tools)$/;

/** `apt-cache depends` marks all but the last of several alternatives with a bar. */
function alternatives(said: string): string[][] {
  const groups: string[][] = [[]];
  for (const [, bar, name] of said.matchAll(/^ ([ |])(?:Pre)?Depends: (\S+)$/gm)) {
    groups.at(-1)!.push(name!);
    if (bar === ' ') groups.push([]);
  }
  return groups;
}

export async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
