import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { getPriority, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { newUnguessableId } from '#src/platform/ids.ts';
import { openReportWriters, type ReportWriters } from '#src/reports/apart/report-writers.ts';
import { storedScope } from '#src/reports/report-scope.ts';
import { OWNER, openTestSystem } from '#test/kit/app.ts';
import { rest } from '#test/kit/rest.ts';
import { seed } from '#test/kit/seed.ts';
import { until } from '#test/kit/until.ts';
import { EVERYTHING, type HeldReport, type ReportWorld, reportWorld } from './kit.ts';

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

async function stuck(): Promise<HeldReport & { writer: number }> {
  const report = await world.held();
  const [writer] = await writers();
  return { ...report, writer: writer! };
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
  expect(worker.log.join('')).toContain('job given back');
  expect(worker.log.join('')).not.toContain('job failed');
});

it('one that gets the signal by which a terminal or a supervisor stops the whole group leaves it to the worker', async () => {
  await using report = await stuck();
  process.kill(report.writer, 'SIGINT');
  process.kill(report.writer, 'SIGTERM');
  await report.release();
  expect((await world.ended(report.id)).status).toBe('ready');
  expect(await world.column(report.id, 'claims')).toBe(1);
  expect(await writers()).toEqual([report.writer]);
});

it('one that has written for a tenant knows nothing of it when it writes for another', async () => {
  await world.ready();
  const [first] = await writers();
  const stranger = await (await seed(world.system.app).tenant()).token();
  const asked = { title: 'Theirs', format: 'json', scope: { from: '2026-04-01' } };
  const { body } = await world.create(asked, stranger.text);
  const answer = await until('their report is there', async () => {
    const download = await world.download(body.id, {}, stranger.text);
    return download.ok && download;
  });
  expect(await writers()).toEqual([first]);
  const text = await answer.text();
  expect(JSON.parse(text)).toMatchObject({
    title: 'Theirs',
    tenant_name: 'Another',
    findings: [],
    scans: [],
    attempts: [],
  });
  expect(text).not.toContain(world.finding.publicId);
  expect(text).not.toContain(world.scan.target.publicId);
});

/** A report that is written into `path` without a worker. */
function draftInto(writers: ReportWriters, path: string) {
  const scope = storedScope.parse(EVERYTHING);
  const asked = { id: newUnguessableId(), tenantId: world.tenant.id, title: 'Pack', frameworks: ['OWASP_LLM'], scope };
  const { signal } = new AbortController();
  return writers.draft(world.system.app, { asked, format: 'json', path }, () => undefined, signal);
}

it('one whose rest is over is not used again, however soon the next report comes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tribunal-drafts-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await using writers = openReportWriters();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  await draftInto(writers, join(folder, 'first'));
  vi.advanceTimersByTime(60_000);
  expect(await draftInto(writers, join(folder, 'second'))).toMatchObject({ findings: 1 });
});

it('what the system calls a failure is told, and nothing of its words', async () => {
  await using writers = openReportWriters();
  const error = await draftInto(writers, '/nowhere/secret-name').catch((one: Error) => one);
  expect(error).toMatchObject({ name: 'StorageFailed', message: expect.stringContaining('ENOENT') });
  expect((error as Error).message).not.toContain('secret-name');
});

it('they are further down than whoever starts them, however far down that is', async () => {
  setPriority(getPriority() + 3);
  await using report = await stuck();
  expect(getPriority(report.writer)).toBe(Math.min(19, getPriority() + 10));
});
