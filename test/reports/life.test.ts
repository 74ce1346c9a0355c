import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expireReports } from '#src/reports/expire-reports.ts';
import { OWNER } from '#test/kit/app.ts';
import { rest } from '#test/kit/rest.ts';
import { type ReportWorld, reportWorld } from './kit.ts';

let world: ReportWorld;
beforeAll(async () => {
  world = await reportWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

it('ends when it expires: its file is gone, its row stays', async () => {
  const { id } = await world.ready();
  const path = await world.path(id);
  await world.set(id, `expires_at = now() - interval '1 second'`);
  const late = await rest(world.system, OWNER, 'GET', `/reports/${id}/download`);
  expect([late.status, late.body.error], 'before it is cleared away').toEqual([410, 'report_expired']);
  expect(await expireReports(world.system.app)).toBeGreaterThan(0);
  const gone = await rest(world.system, OWNER, 'GET', `/reports/${id}/download`);
  expect([gone.status, gone.body.error]).toEqual([410, 'report_expired']);
  await expect(readFile(path)).rejects.toThrow('ENOENT');
  expect((await world.get(id)).status).toBe('expired');
});

it('is kept as long as the tenant wants, a year where it has not said', async () => {
  const days = async () => {
    const { ready_at, expires_at } = await world.ready();
    return (Date.parse(expires_at) - Date.parse(ready_at)) / 86_400_000;
  };
  expect(await days()).toBe(365);
  const patched = await rest(world.system, OWNER, 'PATCH', '/settings', { retention_days: { reports: 30 } });
  expect(patched.status, JSON.stringify(patched.body)).toBe(200);
  expect(await days()).toBe(30);
});

it('is deleted with its file', async () => {
  const { id } = await world.ready();
  const path = await world.path(id);
  expect((await rest(world.system, OWNER, 'DELETE', `/reports/${id}`)).status).toBe(204);
  expect((await rest(world.system, OWNER, 'GET', `/reports/${id}`)).status).toBe(404);
  await expect(readFile(path)).rejects.toThrow('ENOENT');
});

it('goes on when the worker that wrote it is gone', async () => {
  const id = await world.insert({ status: 'running', claims: 1, scope: { from: '2026-04-01' } });
  expect((await world.ended(id)).status).toBe('ready');
  expect(await world.column(id, 'claims')).toBe(2);
});

it('is given up, with a sentence, when as many workers as may have died of it', async () => {
  const id = await world.insert({ status: 'running', claims: 5, scope: { from: '2026-04-01' } });
  expect(await world.ended(id)).toMatchObject({
    status: 'failed',
    failure_code: 'worker_lost',
    failure: expect.stringMatching(/ended before it was done/),
  });
});
