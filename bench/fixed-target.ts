import { fork } from 'node:child_process';
import { once } from 'node:events';
import { startFixedLatencyServer } from '#test/kit/fixed-latency-server.ts';

export type FixedTarget = { url: string; close(): void };

/** The measurements' target in a process of its own, so that its memory and its event loop are not counted as ours. */
export async function startFixedTarget(latencyMs: number, text: string): Promise<FixedTarget> {
  const child = fork(import.meta.filename, [String(latencyMs), text]);
  const [url] = (await once(child, 'message')) as [string];
  return { url, close: () => void child.kill() };
}

if (import.meta.main) {
  const [latencyMs, text] = process.argv.slice(2);
  const server = await startFixedLatencyServer({ latencyMs: Number(latencyMs), text });
  process.send?.(server.url);
}
