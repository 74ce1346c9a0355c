import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { freshDatabase } from '#test/kit/database.ts';
import { PASSWORD } from '#test/kit/people.ts';
import { ROOT } from '#test/kit/sources.ts';
import { until } from '#test/kit/until.ts';

it('the first start prints how the owner sets a password, which works as it is printed, and no link to a page that is not there', async () => {
  await using database = await freshDatabase();
  const child = spawn(process.execPath, ['tribunal.mjs', 'start'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.url,
      SECRET_KEY: `${'A'.repeat(43)}=`,
      OWNER_EMAIL: 'ada@example.com',
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  try {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (more: string) => {
      text += more;
    });
    await until('it listens', () => text.includes('Tribunal listens on') || child.exitCode !== null, 60_000);
    expect(text).not.toContain('/app/');
    const [, url, type, body] = /^ {2}curl -sS (\S+) -H '(.+)' -d '(.+)'$/m.exec(text)!;
    const send = (address: string, given: unknown) =>
      fetch(address, {
        method: 'POST',
        headers: Object.fromEntries([type!.split(': ')]),
        body: JSON.stringify(given),
      });
    expect((await send(url!, { ...JSON.parse(body!), password: PASSWORD })).status).toBe(200);
    const signedIn = await send(new URL('/auth/sign-in', url).href, { email: 'ada@example.com', password: PASSWORD });
    expect(signedIn.status).toBe(200);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}, 120_000);
