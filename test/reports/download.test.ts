import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Json } from '#test/kit/ask.ts';
import { seed } from '#test/kit/seed.ts';
import { type ReportWorld, reportWorld, sha256 } from './kit.ts';

let world: ReportWorld;
/** One that is ready, for everything that is done with one. */
let pack: Json;
beforeAll(async () => {
  world = await reportWorld();
  pack = await world.ready();
});
afterAll(() => world[Symbol.asyncDispose]());

it('comes in ranges, as they were asked for', async () => {
  const { id, size } = pack;
  const whole = Buffer.from(await (await world.download(id)).arrayBuffer());
  expect(whole.length).toBe(size);
  const wanted = [
    ['bytes=0-0', 0, 0],
    ['bytes=10-19', 10, 19],
    [`bytes=${size - 5}-`, size - 5, size - 1],
    ['bytes=-7', size - 7, size - 1],
    [`bytes=0-${size * 2}`, 0, size - 1],
  ] as const;
  for (const [range, start, end] of wanted) {
    const part = await world.download(id, { range });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${start}-${end}/${size}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(start, end + 1)), range).toBe(true);
  }
});

it('refuses a range that is not in it, and passes over what is none', async () => {
  const { id, size } = pack;
  const beyond = await world.download(id, { range: `bytes=${size}-` });
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${size}`]);
  for (const range of ['bytes=5-2', 'bytes=-', 'lines=1-2', 'bytes=0-1,4-5'])
    expect((await world.download(id, { range })).status, range).toBe(200);
  expect((await world.download(id, { range: 'bytes=0-1', 'if-range': '"another"' })).status).toBe(200);
});

it('needs no token with a link, and the link is for one report and 60 seconds', async () => {
  const { id } = pack;
  const { app } = world.system;
  const url = await world.link(id);
  const file = await fetch(url);
  expect([file.status, file.headers.get('content-disposition')]).toEqual([200, `attachment; filename="${id}.json"`]);
  await file.arrayBuffer();
  const other = await world.ready({ format: 'csv' });
  const wrong = {
    'of another report': url.replace(id, other.id),
    'with another end': url.replace(/expires=(\d+)/, (_, end) => `expires=${Number(end) + 60}`),
    'of another tenant': url.replace(/tenant=[^&]+/, `tenant=${(await seed(app).tenant()).publicId}`),
    'with a bit changed': url.replace(/signature=(.)/, (_, first) => `signature=${first === 'A' ? 'B' : 'A'}`),
    'without its signature': url.replace(/signature=[^&]+/, 'signature='),
  };
  for (const [what, changed] of Object.entries(wrong)) {
    const answer = await fetch(changed);
    expect([answer.status, (await answer.json()).error], what).toEqual([403, 'link_expired']);
  }
  const begun = app.clock.now();
  const clock = vi.spyOn(app.clock, 'now').mockReturnValue(begun + 61_000);
  try {
    expect((await fetch(url)).status).toBe(403);
  } finally {
    clock.mockRestore();
  }
});

it('is kept as nobody reads it who has the storage alone, and what is changed there is not given out', async () => {
  const { id } = pack;
  const key = await world.column(id, 'storage_key');
  const path = await world.path(id);
  const bytes = await readFile(path);
  expect(bytes.includes('Indirect prompt injection')).toBe(false);
  const hash = sha256(bytes);
  expect(key).toBe(`${world.system.ctx.actor.tenantId}/${hash.slice(0, 2)}/${hash}`);
  const changed = Buffer.from(bytes);
  changed[changed.length - 20]! ^= 1;
  await writeFile(path, changed);
  await expect(world.download(id).then((answer) => answer.arrayBuffer())).rejects.toThrow();
  await writeFile(path, bytes);
  expect((await world.download(id)).status).toBe(200);
});
