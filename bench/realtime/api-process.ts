import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type ApiProcess = { url: string; kill(): Promise<void>; stop(): Promise<void>; restart(): Promise<void> };

/** `tribunal api`, as an operator starts it, on a port that it keeps over restarts. */
export async function startApi(env: Record<string, string>): Promise<ApiProcess> {
  let current = await launch({ ...env, PORT: '0' });
  const { port } = new URL(current.url);
  return {
    url: current.url,
    kill: () => current.end('SIGKILL'),
    stop: () => current.end('SIGTERM'),
    async restart() {
      current = await launch({ ...env, PORT: port });
    },
  };
}

async function launch(
  env: Record<string, string>,
): Promise<{ url: string; end(signal: NodeJS.Signals): Promise<void> }> {
  const child = spawn(process.execPath, ['tribunal.mjs', 'api'], {
    cwd: join(import.meta.dirname, '../..'),
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = () => void child.kill('SIGKILL');
  process.once('exit', stop);
  const gone = once(child, 'exit').finally(() => process.off('exit', stop));
  const url = await new Promise<string>((resolve, reject) => {
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-4000);
      const ready = /"url":"([^"]+)".*"msg":"ready"/.exec(log)?.[1];
      if (ready) resolve(ready);
    });
    gone.then(() => reject(new Error(`The API ended before it was ready: ${log}`)), reject);
  });
  return {
    url,
    async end(signal) {
      child.kill(signal);
      await gone;
    },
  };
}
