import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '#src/platform/config.ts';
import { openLog } from '#src/platform/log.ts';
import { startSystem } from '#src/start-system.ts';
import { type Check, type Door, openDoor } from './door.ts';
import { suitesFor } from './suites.ts';

/**
 * `npm run conformance`: what other people's suites and our checks say of a server, as a table. Without arguments it starts one in each
 * configuration, with a database of its own. `-- --url https://… --token trb_live_…` asks one that runs; it makes seven targets and two
 * scans there, and must be allowed to reach 127.0.0.1. Ends with status 1 when anything fails.
 */
const CHECK_WITHIN_MS = 20_000;
const TOKEN = 'conformance-token-of-the-first-owner';

type Row = { suite: string; configuration: string; checks: number; passed: number; failed: number };

async function startServer(production: boolean): Promise<AsyncDisposable & { url: string; token: string }> {
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'tribunal-conformance-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const config = readConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    BOOTSTRAP_TOKEN: TOKEN,
    ALLOW_PRIVATE_TARGETS: '127.0.0.1',
    PRODUCTION: production ? 'on' : 'off',
  });
  const system = stack.use(await startSystem(config, { api: true, worker: true }, openLog({ level: 'silent' })));
  const running = stack.move();
  return { url: system.url ?? '', token: TOKEN, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

async function failureOf(check: Check, door: Door): Promise<string | null> {
  const late = AbortSignal.timeout(CHECK_WITHIN_MS);
  const tooLate = new Promise<never>((_resolve, reject) => {
    late.addEventListener('abort', () => reject(new Error(`no answer within ${CHECK_WITHIN_MS / 1000} s`)));
  });
  try {
    await Promise.race([check.run(door), tooLate]);
    return null;
  } catch (error) {
    return (error as Error).message.split('\n')[0] ?? 'failed';
  }
}

async function examine(server: { url: string; token: string; production: boolean }): Promise<Row[]> {
  const configuration = server.production ? 'production' : 'default';
  await using door = await openDoor(server);
  const rows: Row[] = [];
  for (const { name, checks } of suitesFor(door)) {
    let failed = 0;
    for (const check of checks) {
      const failure = await failureOf(check, door);
      if (failure === null) continue;
      failed += 1;
      console.error(`${configuration}: ${check.id} ${check.says}: ${failure}`);
    }
    rows.push({ suite: name, configuration, checks: checks.length, passed: checks.length - failed, failed });
  }
  return rows;
}

const { values } = parseArgs({
  options: { url: { type: 'string' }, token: { type: 'string' }, production: { type: 'boolean', default: false } },
});
const rows: Row[] = [];
if (values.url) {
  rows.push(...(await examine({ url: values.url, token: values.token ?? '', production: values.production })));
} else {
  for (const production of [false, true]) {
    await using server = await startServer(production);
    rows.push(...(await examine({ url: server.url, token: server.token, production })));
  }
}
console.table(rows);
if (rows.some(({ failed }) => failed > 0)) process.exitCode = 1;
