import { getPriority, setPriority } from 'node:os';
import { systemClock } from '#src/platform/clock.ts';
import { isDomainError } from '#src/platform/errors.ts';
import { openSealedBox } from '#src/platform/sealed.ts';
import { openTenantDatabases, type TenantDatabases } from '#src/platform/tenant-database.ts';
import { draftReport } from './draft-report.ts';
import type { FromWriter, ToWriter } from './messages.ts';

// The process's whole life: a report in, how far it is, and what became of it; then the next. It ends with whoever started it.

/** One reads, one is there for what reads beside it. */
const CONNECTIONS = 2;
/** A process that has grown beyond this is not used again. */
const SPENT_BYTES = 256 * 2 ** 20;
/** Between two words of how far it is, in milliseconds. */
const TELL_MS = 100;
/** Steps of priority below whoever started it, and the last step that there is. */
const BELOW = 10;
const LOWEST = 19;
/** What systems and databases call a failure: `ENOSPC`, `53100`. */
const CODE = /^[A-Z0-9_]{1,32}$/;

/** Those of a folder that takes no files. */
const OF_STORAGE = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'ENOENT']);

// Whoever waits for an answer of the API goes before whoever waits for a document. No process may move up: this one begins where its parent is.
setPriority(Math.min(LOWEST, getPriority() + BELOW));
// A terminal and some supervisors tell the whole group. When this one ends is its parent's to say, which gives the report back first.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.once('disconnect', () => process.exit(1));
process.on('message', (given: ToWriter) => {
  write(given).then(say, (error: Error) => {
    if (isDomainError(error)) say({ refused: { code: error.code, message: error.message, details: error.details } });
    else say({ failed: placeOf(error), storage: OF_STORAGE.has((error as NodeJS.ErrnoException).code ?? '') });
  });
});

let opened: { url: string; tenants: TenantDatabases } | undefined;

async function write({ task, config, databaseUrl }: ToWriter): Promise<FromWriter> {
  if (opened?.url !== databaseUrl) {
    await opened?.tenants[Symbol.asyncDispose]();
    // A connection that breaks while it rests is replaced when it is wanted.
    const onError = () => undefined;
    opened = { url: databaseUrl, tenants: openTenantDatabases(databaseUrl, { max: CONNECTIONS, onError }) };
  }
  const db = opened.tenants.of(task.asked.tenantId);
  const sealed = await openSealedBox(config);
  const app = { config, db, sealed, clock: systemClock };
  const drafted = await draftReport(app, task, seldom());
  return { drafted, spent: process.memoryUsage.rss() > SPENT_BYTES };
}

function seldom() {
  let last = Number.NEGATIVE_INFINITY;
  return (progress: { findings: number; total: number }) => {
    if (performance.now() - last < TELL_MS && progress.findings > 0) return;
    last = performance.now();
    say({ progress });
  };
}

function say(message: FromWriter): void {
  process.send?.(message);
}

/** Its words are left out, with whatever in them looks like a place. */
function placeOf({ name, message, code = '', stack = '' }: NodeJS.ErrnoException): string {
  const begins = stack.indexOf(message);
  const places = begins < 0 ? [] : stack.slice(begins + message.length).split('\n');
  const frames = places.map((line) => line.trim()).filter((line) => line.startsWith('at '));
  return [name, ...(CODE.test(code) ? [code] : []), ...frames.slice(0, 8)].join(' ');
}
