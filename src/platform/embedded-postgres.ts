import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Binaries, postgresBinaries } from './postgres/binaries.ts';
import { lockFolder } from './postgres/folder-lock.ts';
import { clearOrphan } from './postgres/orphan.ts';
import { type OsUser, serverUser } from './postgres/os-user.ts';
import { runProgram, signal, spawnProgram, stopServer, untilReady } from './postgres/server-process.ts';
import { INITDB_ARGUMENTS, type Listen, serverArguments } from './postgres/settings.ts';
import { StartupError } from './startup-error.ts';

const SUPERUSER = 'tribunal';
/** A socket's path has room for 107 bytes on Linux; its name takes 16 of them. */
const SOCKET_FOLDER_LIMIT = 90;

export type EmbeddedPostgres = AsyncDisposable & {
  /** For `pg` and Prisma alike. Holds the password: never log it. */
  url: string;
};

export type EmbeddedPostgresOptions = {
  /** Everything lies below: `postgres/`, and `postgres-password` (mode 600). Made when missing. */
  dataDir: string;
  /** Told once, with the reason, when the server ends by itself. */
  onExit?: (reason: string) => void;
  /** Settings of PostgreSQL that replace ours, by name. For tests, whose data need not survive a power cut. */
  settings?: Readonly<Record<string, string>>;
};

/**
 * Starts PostgreSQL 18 on `<dataDir>/postgres`, made when missing. It listens on a Unix socket in its folder (on a loopback port
 * where the path is too long for one), is stopped on dispose, and is cleared away by the next start when this process dies.
 *
 * Existing data is ready in about 0.1 s, new data in about 0.7 s.
 *
 * @throws StartupError when another process holds the folder, when another major version made it, or PostgreSQL refuses
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await using stack = new AsyncDisposableStack();
  stack.use(await lockFolder(dataDir));
  const folder = join(dataDir, 'postgres');
  const user = await serverUser(folder);
  const binaries = await postgresBinaries(user);
  const site = { folder, passwordFile: join(dataDir, 'postgres-password'), binaries, user };
  const password = await prepare(site);
  const listen = await chooseListen(folder);
  stack.use(await launch(site, serverArguments(listen, options.settings), options.onExit));
  const running = stack.move();
  return { url: urlOf(listen, password), [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** Where things are: everything that making and starting a server needs. */
type Site = { folder: string; passwordFile: string; binaries: Binaries; user: OsUser | null };

/** Leaves a folder that the server can start on, and returns the password. */
async function prepare(site: Site): Promise<string> {
  const { folder, passwordFile, binaries } = site;
  const made = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new StartupError(`The data folder ${folder} cannot be read (${error.code}): it belongs to another user.`);
  });
  if (made === null) return initialize(site);
  refuseOtherMajor(folder, Number(made), binaries.major);
  await clearOrphan(folder);
  return readFile(passwordFile, 'utf8').catch(() => {
    throw new StartupError(
      `${passwordFile} is missing, and the database in ${folder} opens with it alone: restore it.`,
    );
  });
}

function refuseOtherMajor(folder: string, made: number, major: number): void {
  if (made === major) return;
  const advice =
    made > major
      ? 'Start the newer Tribunal that made it, or use another DATA_DIR.'
      : 'Move its contents with the pg_dump of the old version, or use another DATA_DIR.';
  throw new StartupError(
    `The data folder ${folder} was made by PostgreSQL ${made}; this Tribunal has ${major}. ${advice}`,
  );
}

/** Makes the database in a draft folder and moves it into place when complete, so that a crash midway leaves nothing half made. */
async function initialize({ folder, passwordFile, binaries, user }: Site): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  await writeFile(passwordFile, password, { mode: 0o600 });
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  // The server's user may be unable to reach dataDir, nor root's own TMPDIR: it gets the password by way of a private file below /var/tmp.
  const scratch = await mkdtemp(join(user ? '/var/tmp' : tmpdir(), 'tribunal-init-'));
  try {
    const copy = join(scratch, 'password');
    await writeFile(copy, password, { mode: 0o600 });
    if (user) for (const path of [draft, scratch, copy]) await chown(path, user.uid, user.gid);
    const args = [...INITDB_ARGUMENTS, `--username=${SUPERUSER}`, `--pwfile=${copy}`];
    await runProgram({ path: binaries.initdb, args, dataFolder: draft, user });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  await chmod(draft, 0o700);
  await rename(draft, folder);
  return password;
}

async function launch(
  { folder, binaries, user }: Site,
  args: readonly string[],
  onExit: EmbeddedPostgresOptions['onExit'],
): Promise<AsyncDisposable> {
  const child = spawnProgram({ path: binaries.postgres, args, dataFolder: folder, user });
  await untilReady(child);
  const pid = child.pid as number;
  // Our own end without dispose (process.exit, an uncaught error) takes the server along.
  const stopAtExit = () => signal(pid, 'SIGINT');
  process.once('exit', stopAtExit);
  let stopping = false;
  child.once('exit', (code, name) => {
    process.off('exit', stopAtExit);
    if (!stopping) onExit?.(`PostgreSQL ended by itself (status ${code ?? name})`);
  });
  child.unref();
  return {
    async [Symbol.asyncDispose]() {
      stopping = true;
      await stopServer(pid, () => child.exitCode !== null || child.signalCode !== null);
    },
  };
}

async function chooseListen(folder: string): Promise<Listen> {
  if (Buffer.byteLength(folder) <= SOCKET_FOLDER_LIMIT) return { socketFolder: folder };
  return { port: await freePort() };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

function urlOf(listen: Listen, password: string): string {
  const account = `${SUPERUSER}:${password}`;
  if ('port' in listen) return `postgresql://${account}@127.0.0.1:${listen.port}/postgres`;
  return `postgresql://${account}@localhost/postgres?host=${encodeURIComponent(listen.socketFolder)}`;
}
