import { readdir, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OWNER, openTestSystem } from '#test/kit/app.ts';
import { waiting } from '#test/kit/disturb-database.ts';
import { holdTransaction } from '#test/kit/held-transaction.ts';
import { rest } from '#test/kit/rest.ts';
import { until } from '#test/kit/until.ts';
import { type ReportWorld, reportWorld } from './kit.ts';

// Reports are written by processes that this one starts. Whatever becomes of those, the report comes to an end, and the process stays up.

let world: ReportWorld;
beforeEach(async () => {
  world = await reportWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

/** The writers of this process, by the process table. */
async function writers(): Promise<number[]> {
  const tasks = await readdir('/proc/self/task');
  const lists = await Promise.all(tasks.map((task) => readFile(`/proc/self/task/${task}/children`, 'utf8')));
  const children = lists.join(' ').trim().split(/\s+/).filter(Boolean);
  const commands = await Promise.all(children.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return children.filter((_, i) => commands[i]!.includes('writer-process')).map(Number);
}

/** A report whose writer waits for rows that somebody holds. */
async function stuck(): Promise<AsyncDisposable & { id: string; writer: number; release(): Promise<void> }> {
  const held = await holdTransaction(world.system.databaseUrl);
  await held.tx.query('lock table finding_evidence in access exclusive mode');
  const id = await world.queued();
  await until('the writer waits', async () => (await waiting(world.system.databaseUrl)) > 0);
  const [writer] = await writers();
  return {
    id,
    writer: writer!,
    release: () => held.rollback(),
    [Symbol.asyncDispose]: () => held[Symbol.asyncDispose](),
  };
}

const drafts = () => readdir(`${world.artifacts}/drafts`);

it('one writes report after report', async () => {
  await world.ready();
  const [first] = await writers();
  expect(first).toBeGreaterThan(0);
  await world.ready({ format: 'csv' });
  expect(await writers()).toEqual([first]);
});

it('one that is killed leaves its report for another, and nothing else behind', async () => {
  await using report = await stuck();
  process.kill(report.writer, 'SIGKILL');
  await until('the report waits for another', () => world.waits(report.id));
  expect(await writers()).toEqual([]);
  await report.release();
  await world.hurry(report.id);
  expect((await world.ended(report.id)).status).toBe('ready');
  expect(await world.column(report.id, 'claims')).toBe(2);
  expect((await world.file(report.id)).findings).toHaveLength(1);
  expect(await drafts()).toEqual([]);
});

it('one whose report is deleted is ended, and what it had is removed', async () => {
  await using report = await stuck();
  expect((await rest(world.system, OWNER, 'DELETE', `/reports/${report.id}`)).status).toBe(204);
  await until('the writer is gone', async () => !(await writers()).includes(report.writer), 10_000);
  await until('the draft is gone', async () => (await drafts()).length === 0);
});

it('one that is at work when the worker stops is ended, and the report is there for the next at once', async () => {
  await world[Symbol.asyncDispose]();
  world = await reportWorld({ worker: false });
  const worker = await openTestSystem({ worker: true, databaseUrl: world.system.databaseUrl });
  await using report = await stuck();
  expect(report.writer).toBeGreaterThan(0);
  await worker[Symbol.asyncDispose]();
  expect(await writers()).toEqual([]);
  expect((await world.get(report.id)).status).toBe('queued');
  expect(await world.column(report.id, 'lease_until')).toBeNull();
});
