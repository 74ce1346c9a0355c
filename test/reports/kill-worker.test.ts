import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sharedRedis } from '#test/kit/ask-service.ts';
import { holdTransaction } from '#test/kit/held-transaction.ts';
import { type S3Service, startS3 } from '#test/kit/s3.ts';
import { until } from '#test/kit/until.ts';
import { startWorkerProcess, type WorkerProcess } from '#test/kit/worker-process.ts';
import { type ReportWorld, reportWorld } from './kit.ts';

// Workers are processes of their own here, and the first one is killed without a word: another ends the report, and nothing stays behind
// that nobody knows of, neither in the bucket nor in the folder of drafts.

let world: ReportWorld;
let s3: S3Service;
let dataDir: string;
let redisUrl: string;
beforeEach(async () => {
  redisUrl = await sharedRedis();
  s3 = await startS3();
  dataDir = await mkdtemp(join(tmpdir(), `tribunal-test-${randomUUID()}`));
  world = await reportWorld({ worker: false, redisUrl, config: { s3: s3.config } });
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
  await s3[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true });
});

const startWorker = (): Promise<WorkerProcess> =>
  startWorkerProcess(world.system.databaseUrl, redisUrl, {
    DATA_DIR: dataDir,
    S3_ENDPOINT: s3.config.endpoint!,
    S3_BUCKET: s3.config.bucket,
    S3_ACCESS_KEY_ID: s3.config.accessKeyId!,
    S3_SECRET_ACCESS_KEY: s3.config.secretAccessKey!,
    S3_FORCE_PATH_STYLE: 'on',
  });

/** A worker that has written the report, and whose storage takes the file and says nothing. */
async function stuck(): Promise<{ worker: WorkerProcess; id: string }> {
  s3.line.freeze(true);
  const worker = await startWorker();
  const id = await world.queued();
  await until('it says where the file will lie', () => world.column(id, 'storage_key'));
  return { worker, id };
}

async function expectOneArtifact(id: string): Promise<void> {
  expect(await world.ended(id)).toMatchObject({ status: 'ready' });
  expect([...(await s3.objects()).keys()]).toEqual([await world.column(id, 'storage_key')]);
  expect(await readdir(join(dataDir, 'artifacts', 'drafts'))).toEqual([]);
  expect((await world.file(id)).findings).toHaveLength(1);
  expect(await world.column(id, 'claims')).toBe(2);
}

it('one that is killed while its file is on its way', { timeout: 200_000 }, async () => {
  const { worker, id } = await stuck();
  expect(await readdir(join(dataDir, 'artifacts', 'drafts'))).toHaveLength(1);
  await worker.kill();
  s3.line.cut();
  s3.line.freeze(false);
  await using _second = await startWorker();
  await expectOneArtifact(id);
});

it('one that is killed when its file is kept, and the report does not know yet', { timeout: 200_000 }, async () => {
  const worker = await startWorker();
  await using reading = await world.held();
  {
    // It comes to the audit row of the report's end, and no further.
    await using ending = await holdTransaction(world.system.databaseUrl);
    await ending.tx.query('select 1 from tenants where id = $1 for update', [world.tenant.id]);
    await reading.release();
    await until('the file is kept', async () => (await s3.objects()).size > 0);
    await world.untilSomebodyWaits();
    await worker.kill();
  }
  const [first] = [...(await s3.objects()).keys()];
  await using _second = await startWorker();
  await expectOneArtifact(reading.id);
  expect(await world.column(reading.id, 'storage_key')).not.toBe(first);
});

it('one that is killed while its report is read, and its writer ends with it', { timeout: 200_000 }, async () => {
  const worker = await startWorker();
  await using reading = await world.held();
  const children = await readFile(`/proc/${worker.pid}/task/${worker.pid}/children`, 'utf8');
  expect(children.trim()).toMatch(/^\d+$/);
  await worker.kill();
  // Well before the database ends what waits.
  await until('the writer has ended', () => ended(children.trim()), 15_000);
  await reading.release();
  await using _second = await startWorker();
  await expectOneArtifact(reading.id);
});

/** By the process table, where one may stand after its end until somebody asks. */
async function ended(pid: string): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'State:\tX');
  return /^State:\s[XZ]/m.test(status);
}
