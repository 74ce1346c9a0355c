import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import { openTestSystem } from '#test/kit/app.ts';
import { until } from '#test/kit/until.ts';

vi.setConfig({ testTimeout: 120_000 });

it('whoever ends npm ends the server that it started', async () => {
  await using system = await openTestSystem();
  const env = {
    ...process.env,
    DATABASE_URL: system.databaseUrl,
    PORT: '0',
    LOG_LEVEL: 'info',
    SECRET_KEY: `${'A'.repeat(43)}=`,
  };
  const npm = spawn('npm', ['run', '-s', 'start'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  npm.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const ready = await until('ready', () => /"pid":(\d+).*"url":"([^"]+)"/.exec(said));
  const [pid, url] = [Number(ready[1]), ready[2]!];
  try {
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    npm.kill('SIGTERM');
    await once(npm, 'exit');
    await until(
      'silence',
      () =>
        fetch(`${url}/livez`).then(
          () => false,
          () => true,
        ),
      20_000,
    );
  } finally {
    if (isThere(pid)) process.kill(pid, 'SIGKILL');
  }
});

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
