import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '#test/kit/until.ts';

const ROOT = join(import.meta.dirname, '..', '..');

let dataDir: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tribunal-database-end-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

/** `tribunal start` in a process of its own, ready. */
async function start() {
  const child = spawn(process.execPath, ['tribunal.mjs', 'start'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  children.push(child);
  const ended = once(child, 'exit');
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (more: string) => {
    text += more;
  });
  await until('the system is ready', () => text.includes('"msg":"ready"') || child.exitCode !== null, 60_000);
  return { child, ended, lines: () => text.trim().split('\n') };
}

describe('a process whose embedded PostgreSQL is killed', () => {
  it('ends with status 1 and a sentence, and the next start works', async () => {
    const { child, ended, lines } = await start();
    const before = lines().length;
    const [postmaster] = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(postmaster), 'SIGKILL');
    await ended;
    expect(child.exitCode).toBe(1);
    expect(lines().at(-1)).toBe(
      'PostgreSQL ended by itself (status SIGKILL), and Tribunal with it. Start it again: what was answered is kept.',
    );
    // Each thing that fails says so once: works that run regularly, pools, the queue.
    expect(lines().length - before).toBeLessThan(30);

    const again = await start();
    expect(again.child.exitCode).toBeNull();
    again.child.kill('SIGTERM');
    await again.ended;
    expect(again.child.exitCode).toBe(0);
  }, 150_000);
});
