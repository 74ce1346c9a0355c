import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BenchOptions } from './main.ts';

/** How long `npm start` takes until `/readyz` says yes: on an empty data folder, and on one that exists. The limits are the project's own. */
const LIMITS = { emptyMs: 6000, existingMs: 3000 };
const RUNS = 3;

export async function run({ json }: BenchOptions): Promise<void> {
  const empty: number[] = [];
  const existing: number[] = [];
  for (let i = 0; i < RUNS; i += 1) {
    const dataDir = await mkdtemp(join(tmpdir(), 'tribunal-bench-'));
    empty.push(await startOnce(dataDir));
    existing.push(await startOnce(dataDir));
    await rm(dataDir, { recursive: true, force: true });
  }
  const result = { emptyMs: median(empty), existingMs: median(existing) };
  if (json) return void process.stdout.write(`${JSON.stringify(result)}\n`);
  process.stdout.write(`empty data folder     ${result.emptyMs} ms (asked: ${LIMITS.emptyMs})\n`);
  process.stdout.write(`existing data folder  ${result.existingMs} ms (asked: ${LIMITS.existingMs})\n`);
  const share = Math.max(result.emptyMs / LIMITS.emptyMs, result.existingMs / LIMITS.existingMs);
  process.stdout.write(`share of the limit    ${share.toFixed(2)}\n`);
}

/** Milliseconds from the start of the process to a ready answer. */
async function startOnce(dataDir: string): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, ['tribunal.mjs', 'start'], {
    cwd: join(import.meta.dirname, '..'),
    env: { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let ready = 0;
  for await (const line of createInterface(child.stdout!)) {
    const url = /listens on (\S+?)\.? /.exec(line)?.[1];
    if (!url) continue;
    const answer = await fetch(`${url}/readyz`);
    if (!answer.ok) throw new Error(`/readyz answered ${answer.status}`);
    ready = performance.now() - began;
    break;
  }
  child.kill('SIGTERM');
  await once(child, 'exit');
  if (ready === 0) throw new Error('the system ended before it was ready');
  return Math.round(ready);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
