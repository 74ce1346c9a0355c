import { stat } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { StartupError } from '#src/platform/startup-error.ts';

/**
 * Holds a folder for this process until disposed or dead.
 *
 * The lock is a listening socket in Linux's abstract namespace, named after the folder's device and inode: taking it is atomic,
 * it needs no file that a crash could leave behind, and the kernel frees it with the process. Whoever connects is told the
 * holder's process id. Elsewhere than on Linux nothing is locked here, and PostgreSQL's own pid file has to do.
 *
 * @throws StartupError when another live process holds the folder
 */
export async function lockFolder(folder: string): Promise<AsyncDisposable> {
  if (process.platform !== 'linux') return { async [Symbol.asyncDispose]() {} };
  const { dev, ino } = await stat(folder, { bigint: true });
  const name = `\0tribunal-data-${dev}-${ino}`;
  const server = createServer((socket) => socket.on('error', () => socket.destroy()).end(String(process.pid)));
  if (!(await listen(server, name))) {
    const holder = await holderOf(name);
    throw new StartupError(
      `The data folder ${folder} is in use by another running Tribunal${holder ? ` (process ${holder})` : ''}. ` +
        'Stop that one, or give this one its own DATA_DIR, or let both share a server by DATABASE_URL.',
    );
  }
  server.unref();
  return { [Symbol.asyncDispose]: () => new Promise((resolve) => void server.close(() => resolve())) };
}

function listen(server: Server, name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(name, () => resolve(true));
  });
}

/** The holder's process id, or '' when it does not say so within a second. */
function holderOf(name: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(name);
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1').slice(0, 16);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(/^\d{1,10}$/.test(text) ? text : ''));
  });
}
