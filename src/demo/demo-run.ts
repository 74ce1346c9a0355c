import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, type CreateTargetInput, createClient, type Finding } from '#sdk/index.ts';
import { BOT_MODEL, startBot } from './bot/bot-server.ts';
import { BOT_PROMPT } from './bot/shop.ts';
import type { DemoIo, DemoSystem } from './demo-io.ts';
import type { DemoOptions } from './demo-options.ts';
import type { DemoResult } from './demo-result.ts';
import { type Followed, followScan } from './follow-scan.ts';
import type { View } from './view/live-view.ts';

/** The demo's target is on this machine, and so may the user's be. */
const LOOPBACK = ['127.0.0.0/8', '::1/128'];
const BOT_CONCURRENCY = 16;

/** A started system in a folder of its own. Disposing ends it and removes the folder. */
export async function openDemoSystem(io: Pick<DemoIo, 'startSystem'>): Promise<DemoSystem & AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'tribunal-demo-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const system = await io.startSystem({
    port: 0,
    dataDir,
    bootstrapToken: `trb_live_${randomBytes(24).toString('base64url')}`,
    allowPrivateTargets: LOOPBACK,
    logLevel: 'error',
  });
  stack.defer(() => system.close());
  const opened = stack.move();
  return { ...system, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** What is scanned: the user's endpoint, or the bot, which runs until it is disposed of. */
export type DemoTarget = AsyncDisposable & { input: CreateTargetInput };

export async function openTarget(options: Pick<DemoOptions, 'target'>): Promise<DemoTarget> {
  if (options.target) {
    const { url, model, headers } = options.target;
    const pairs = Object.entries(headers).map(([name, value]) => ({ name, value }));
    const input = { name: 'Your endpoint', url, headers: pairs, llm: { model } };
    return { input, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const bot = await startBot();
  const llm = { model: BOT_MODEL, deployedSystemPrompt: BOT_PROMPT, concurrency: BOT_CONCURRENCY };
  return { input: { name: 'Lark, the demo bot', url: bot.url, llm }, [Symbol.asyncDispose]: () => bot.close() };
}

/**
 * One scan through the SDK, as a customer's program would make it: a target, a scan, its events, its findings.
 *
 * @throws TribunalError, `aborted` among them when the signal ends it
 */
export async function scanOnce(
  system: DemoSystem,
  { input, probeIds }: { input: CreateTargetInput; probeIds: readonly string[] },
  view: View,
  signal: AbortSignal,
): Promise<DemoResult> {
  const client = createClient({ url: system.url, token: system.token });
  const target = await client.targets.create(input);
  const scan = await client.scans.start({ targetId: target.id, probeIds: [...probeIds] });
  const followed = await followScan(client.scans.watch(scan.id, { signal }), view);
  return resultOf(client, scan.id, followed);
}

async function resultOf(client: Client, scanId: string, followed: Followed): Promise<DemoResult> {
  const { counts, partial, judges } = await client.scans.get(scanId);
  const findings: Finding[] = [];
  for await (const finding of client.findings.list({ filter: { scanId } })) findings.push(finding);
  return { scanId, followed, counts, partial, judges, findings };
}
