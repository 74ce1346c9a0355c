import { afterAll, beforeAll, expect, it } from 'vitest';
import { expireReports } from '#src/reports/expire-reports.ts';
import { OWNER } from '#test/kit/app.ts';
import { rest } from '#test/kit/rest.ts';
import { type S3Service, startS3 } from '#test/kit/s3.ts';
import { seed } from '#test/kit/seed.ts';
import { until } from '#test/kit/until.ts';
import { type ReportWorld, reportWorld, sha256 } from './kit.ts';

let s3: S3Service;
let world: ReportWorld;
beforeAll(async () => {
  s3 = await startS3();
  world = await reportWorld({ config: { s3: s3.config } });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await s3[Symbol.asyncDispose]();
});

const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

it('keeps the file in the bucket, under its tenant, as nobody reads it who has the bucket alone', async () => {
  const { id, size, sha256: hash } = await world.ready();
  const key = await world.column(id, 'storage_key');
  const bytes = (await s3.objects()).get(key)!;
  expect(key).toBe(`${world.tenant.id}/${sha256(bytes).slice(0, 2)}/${sha256(bytes)}`);
  for (const text of ['Indirect prompt injection', 'schema_version', id, world.finding.publicId])
    expect(bytes.includes(text), text).toBe(false);
  const whole = await bytesOf(await world.download(id));
  expect([whole.length, sha256(whole)]).toEqual([size, hash]);
});

it('reads from the bucket what a range needs', async () => {
  // Many findings: a file of several chunks.
  const many = await (await seed(world.system.app).defaultTenant()).scan({ status: 'completed' });
  for (let n = 0; n < 100; n += 1) await many.finding(`Finding ${n}: ${'Long. '.repeat(200)}`);
  const { id, size } = await world.ready({ scope: { endpoint_ids: [many.target.publicId] } });
  expect(size).toBeGreaterThan(2 * 64 * 1024);
  const whole = await bytesOf(await world.download(id));
  for (const [start, end] of [
    [0, 9],
    [65_530, 65_545],
    [70_000, 140_000],
    [size - 3, size - 1],
  ] as const) {
    const part = await world.download(id, { range: `bytes=${start}-${end}` });
    expect([part.status, (await bytesOf(part)).equals(whole.subarray(start, end + 1))]).toEqual([206, true]);
  }
});

it('lets nothing lie there when a report expires or is deleted', async () => {
  const [expired, deleted] = [await world.ready(), await world.ready()];
  const keys = [await world.column(expired.id, 'storage_key'), await world.column(deleted.id, 'storage_key')];
  expect([...(await s3.objects()).keys()]).toEqual(expect.arrayContaining(keys));
  await world.set(expired.id, `expires_at = now() - interval '1 second'`);
  await expireReports(world.system.app);
  expect((await rest(world.system, OWNER, 'DELETE', `/reports/${deleted.id}`)).status).toBe(204);
  const left = await s3.objects();
  expect(keys.filter((key) => left.has(key))).toEqual([]);
  expect((await world.get(expired.id)).status).toBe('expired');
});

it('tries again when the bucket refuses, and fails with a sentence in the end', async () => {
  const { id: kept } = await world.ready();
  await s3.close();
  const id = await world.queued();
  await until('it was tried', () => world.waits(id));
  await until('it is tried again, as soon as it may be', async () => {
    await world.hurry(id);
    return (await world.get(id)).status === 'failed';
  });
  const row = await world.get(id);
  expect([row.failure_code, row.failure]).toEqual(['storage_failed', expect.stringMatching(/could not be stored/)]);
  expect(await world.column(id, 'claims')).toBe(5);
  const gone = await rest(world.system, OWNER, 'GET', `/reports/${kept}/download`);
  expect([gone.status, gone.body.error]).toEqual([503, 'unavailable']);
  await s3.open();
  expect((await world.ready()).status).toBe('ready');
});

it('gets through a server that is away for a moment, and says of a download that it is for a moment', async () => {
  const { id: kept } = await world.ready();
  s3.line.block(true);
  s3.line.cut();
  const id = await world.queued();
  await until('it was tried', () => world.waits(id));
  const away = await rest(world.system, OWNER, 'GET', `/reports/${kept}/download`);
  expect([away.status, away.body.error]).toEqual([503, 'unavailable']);
  const refused = await rest(world.system, OWNER, 'DELETE', `/reports/${kept}`);
  expect([refused.status, refused.body.error]).toEqual([503, 'unavailable']);
  s3.line.block(false);
  expect((await world.ended(id)).status).toBe('ready');
  expect((await world.download(kept)).status, 'what could not be deleted is there').toBe(200);
});
