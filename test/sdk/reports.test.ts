import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient } from '#sdk/index.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { collect } from '#test/kit/ask.ts';
import { seed } from '#test/kit/seed.ts';
import { seedReport } from '#test/kit/seed-report.ts';

let system: TestSystem;
let client: Client;
let id: string;
let file: ArrayBuffer;

beforeAll(async () => {
  system = await startTestSystem({ worker: true });
  client = createClient({ url: system.url, token: OWNER });
  const scan = await (await seed(system.app).defaultTenant()).scan();
  await scan.finding();
  ({ id } = await client.reports.create({ title: 'Evidence', format: 'JSON', scope: { scanIds: [scan.publicId] } }));
  await client.reports.wait(id);
  file = await (await client.reports.download(id)).arrayBuffer();
});
afterAll(() => system?.[Symbol.asyncDispose]());

const keys = async () => (await (await fetch(`${system.url}/.well-known/tribunal-keys.json`)).json()).keys;

describe('a report', () => {
  it('is waited for and downloaded as it was signed', async () => {
    const report = await client.reports.get(id);
    expect(report).toMatchObject({ status: 'READY', title: 'Evidence', size: file.byteLength });
    expect(JSON.stringify(JSON.parse(new TextDecoder().decode(file)))).toContain('Evidence');
    expect((await collect(client.reports.list())).map((one) => one.id)).toContain(id);
    expect(await client.reports.wait(id)).toMatchObject({ status: 'READY' });
  });

  it('is verified in every form that bytes have, with the keys of the installation or those that were kept', async () => {
    const stream = new Response(file).body as ReadableStream<Uint8Array<ArrayBuffer>>;
    for (const form of [file, new Uint8Array(file), new Blob([file]), stream])
      expect(await client.reports.verify(id, form)).toBe('valid');
    expect(await client.reports.verify(id, file, { keys: await keys() })).toBe('valid');
  });

  it('that was altered in one bit is not valid', async () => {
    const bytes = new Uint8Array(file.slice(0));
    bytes[bytes.length >> 1]! ^= 1;
    expect(await client.reports.verify(id, bytes)).toBe('altered');
    expect(await client.reports.verify(id, file.slice(1))).toBe('altered');
    expect(await client.reports.verify(id, new Uint8Array(0))).toBe('altered');
  });

  it('signed by a key that is not trusted proves nothing, and by another under its name it is altered', async () => {
    expect(await client.reports.verify(id, file, { keys: [] })).toBe('unknown_key');
    const [own] = await keys();
    const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
    const { x } = await crypto.subtle.exportKey('jwk', pair.publicKey);
    expect(await client.reports.verify(id, file, { keys: [{ ...own, x: x! }] })).toBe('altered');
  });

  it('that is gone says so', async () => {
    const gone = await seedReport(await seed(system.app).defaultTenant());
    await expect(client.reports.wait(gone.publicId)).rejects.toMatchObject({ code: 'report_expired' });
    await expect(client.reports.download(gone.publicId)).rejects.toMatchObject({ code: 'report_not_ready' });
    await expect(client.reports.verify(gone.publicId, file)).rejects.toMatchObject({ code: 'report_not_ready' });
    expect(await client.reports.delete(id)).toBe(id);
    await expect(client.reports.wait(id)).rejects.toMatchObject({ code: 'not_found' });
  });
});
