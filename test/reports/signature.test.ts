import { readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uploadOf } from '#src/server/rest/upload.ts';
import { OWNER, startTestSystem, stranger } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';
import { type ReportWorld, reportWorld, sha256 } from './kit.ts';

const [FIRST, SECOND] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64')) as [string, string];

let world: ReportWorld;
let pack: Json;
let bytes: Buffer;
beforeAll(async () => {
  world = await reportWorld({ config: { signingKeys: [FIRST] } });
  pack = await world.ready();
  bytes = await fileOf(pack.id);
});
afterAll(() => world[Symbol.asyncDispose]());

async function fileOf(id: string): Promise<Buffer> {
  return Buffer.from(await (await world.download(id)).arrayBuffer());
}

/** Asks a server, or the world's, whether a file is a report's; without a file, whether the stored one is. */
async function verify(id: string, file?: Uint8Array, { url = world.system.url, token = OWNER } = {}): Promise<Json> {
  const response = await fetch(`${url}/api/v2/reports/${id}/verify`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      ...(file ? { 'content-type': 'application/octet-stream' } : {}),
    },
    body: file ? new Uint8Array(file) : null,
  });
  return { status: response.status, ...((await response.json()) as object) };
}

describe('a report that was signed', () => {
  it('says what was signed, the same at every door', async () => {
    const { body } = await rest(world.system, OWNER, 'GET', `/reports/${pack.id}/signature`);
    expect(body).toEqual({
      statement: {
        type: 'tribunal.report.v1',
        report_id: pack.id,
        tenant_slug: 'default',
        format: 'json',
        generated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        size: bytes.length,
        sha256: sha256(bytes),
        audit_head: { sequence: expect.stringMatching(/^\d+$/), hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
      algorithm: 'Ed25519',
      key_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      signature: expect.stringMatching(/^[\w-]{86}$/),
    });
    const { report } = await dataOf(ask(world.system, OWNER, `{ report(id: "${pack.id}") { signature } }`));
    expect(JSON.parse(report.signature)).toEqual(body);
  });

  it('is valid: the stored one, and the file as it was downloaded', async () => {
    const wanted = { status: 200, verdict: 'valid', file: { size: bytes.length, sha256: sha256(bytes) } };
    expect(await verify(pack.id)).toMatchObject(wanted);
    expect(await verify(pack.id, bytes)).toMatchObject(wanted);
  });

  it('is altered by any bit, by an end that is missing and by one that was added', async () => {
    const positions = Array.from({ length: 24 }, (_, i) => Math.floor((i * (bytes.length - 1)) / 23));
    for (const position of positions) {
      const changed = Buffer.from(bytes);
      changed[position]! ^= 1 << (position % 8);
      expect((await verify(pack.id, changed)).verdict, `byte ${position}`).toBe('altered');
    }
    expect((await verify(pack.id, bytes.subarray(0, -1))).verdict).toBe('altered');
    expect((await verify(pack.id, Buffer.concat([bytes, Buffer.from('\n')]))).verdict).toBe('altered');
    expect((await verify(pack.id, Buffer.alloc(0))).verdict).toBe('altered');
  });

  it('is altered when it is the file of another report', async () => {
    const other = await world.ready();
    expect((await verify(pack.id, await fileOf(other.id))).verdict).toBe('altered');
  });

  it('is altered when the stored file was', async () => {
    const { id } = await world.ready();
    const path = await world.path(id);
    const kept = await readFile(path);
    for (const position of [0, 20, kept.length - 5]) {
      const changed = Buffer.from(kept);
      changed[position]! ^= 1;
      await writeFile(path, changed);
      expect(await verify(id), `byte ${position}`).toMatchObject({ status: 200, verdict: 'altered', file: null });
    }
    await writeFile(path, kept);
    expect((await verify(id)).verdict).toBe('valid');
  });

  it('is altered when what was signed of it was', async () => {
    const { id } = await world.ready();
    const file = await fileOf(id);
    for (const [path, value] of [
      ['{statement,report_id}', JSON.stringify(pack.id)],
      ['{statement,generated_at}', '"2020-01-01T00:00:00.000Z"'],
      ['{statement,audit_head,sequence}', '"1"'],
      ['{statement,sha256}', JSON.stringify(sha256(bytes))],
      ['{signature}', `"${'A'.repeat(86)}"`],
    ] as const) {
      const [was] = await world.system.app.system.query<{ signature: Json }>(
        'select signature from reports where sha256 = $1',
        [sha256(file)],
      );
      await world.set(id, 'signature = jsonb_set(signature::jsonb, $2::text[], $3::jsonb)', path, value);
      expect((await verify(id, file)).verdict, path).toBe('altered');
      await world.set(id, 'signature = $2::jsonb', JSON.stringify(was!.signature));
    }
    expect((await verify(id, file)).verdict).toBe('valid');
  });

  it('is of an unknown key where that key is not, and still valid where another came before it', async () => {
    const { databaseUrl } = world.system;
    const { dataDir } = world.system.app.config;
    const config = { dataDir, restLimits: generousLimits() };
    await using other = await startTestSystem({ databaseUrl, config: { ...config, signingKeys: [SECOND] } });
    expect(await verify(pack.id, bytes, other)).toMatchObject({ status: 200, verdict: 'unknown_key' });
    await using rotated = await startTestSystem({ databaseUrl, config: { ...config, signingKeys: [SECOND, FIRST] } });
    expect((await verify(pack.id, bytes, rotated)).verdict).toBe('valid');
    const { keys } = (await (await fetch(`${rotated.url}/.well-known/tribunal-keys.json`)).json()) as Json;
    expect(keys.map(({ kid }: Json) => kid)).toEqual([await kidOf(other.url), await kidOf(world.system.url)]);
  });
});

async function kidOf(url: string): Promise<string> {
  const { keys } = (await (await fetch(`${url}/.well-known/tribunal-keys.json`)).json()) as Json;
  return keys[0].kid;
}

describe('refusals', () => {
  it('strangers learn nothing, and neither does a token that may not read', async () => {
    const { token } = await stranger(world.system.ctx);
    const missing = await verify('rpt_2026_00000000000000000000000000', bytes, { token });
    expect(await verify(pack.id, bytes, { token })).toEqual(missing);
    expect(missing).toMatchObject({ status: 404, error: 'report_not_found' });
    expect((await rest(world.system, token, 'GET', `/reports/${pack.id}/signature`)).status).toBe(404);
    const narrow = await world.tenant.token({ scopes: ['scans:read'] });
    expect(await verify(pack.id, bytes, { token: narrow.text })).toMatchObject({ status: 403, error: 'missing_scope' });
  });

  it('a file that is too large: at once where it says so, else as soon as it is', async () => {
    const answer = await claiming(2 * 1024 ** 3);
    expect(answer).toMatchObject({ status: 413, error: 'payload_too_large', limit_bytes: 1024 ** 3 });
    const piece = Buffer.alloc(64 * 1024 * 1024);
    let sent = 0;
    const endless = async function* () {
      for (;;) {
        sent += 1;
        yield piece;
      }
    };
    const reading = async () => {
      for await (const _ of uploadOf({ headers: {}, body: endless() })!);
    };
    await expect(reading()).rejects.toMatchObject({ code: 'payload_too_large' });
    expect(sent).toBe(17);
  });

  it('a file of another type, and no file at all where the report has none', async () => {
    const json = await rest(world.system, OWNER, 'POST', `/reports/${pack.id}/verify`, {});
    expect([json.status, json.body.error, json.body.message]).toEqual([
      415,
      'unsupported_media_type',
      'Send the file as application/octet-stream.',
    ]);
    const { id } = await world.ready();
    const file = await fileOf(id);
    await world.set(id, `status = 'expired', storage_key = null`);
    expect(await verify(id)).toMatchObject({ status: 410, error: 'report_expired' });
    expect((await verify(id, file)).verdict, 'whoever has kept the file').toBe('valid');
  });

  it('is larger than what JSON may be, and is taken', async () => {
    expect(await verify(pack.id, Buffer.alloc(3 * 1024 * 1024))).toMatchObject({ status: 200, verdict: 'altered' });
  });
});

/** The answer to a request that says that so many bytes will come. */
function claiming(length: number): Promise<Json> {
  const { promise, resolve, reject } = Promise.withResolvers<Json>();
  const asked = request(`${world.system.url}/api/v2/reports/${pack.id}/verify`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${OWNER}`,
      'content-type': 'application/octet-stream',
      'content-length': String(length),
    },
  });
  asked.on('error', reject).on('response', async (response) => {
    const body = Buffer.concat(await response.toArray()).toString();
    resolve({ status: response.statusCode, ...JSON.parse(body) });
    asked.destroy();
  });
  asked.write('x');
  return promise;
}

describe('the public keys', () => {
  it('are had without a token, and may be kept', async () => {
    const url = `${world.system.url}/.well-known/tribunal-keys.json`;
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      'application/jwk-set+json; charset=utf-8',
      'public, max-age=3600',
    ]);
    const text = await answer.text();
    expect(JSON.parse(text)).toEqual({
      keys: [
        {
          kty: 'OKP',
          crv: 'Ed25519',
          x: expect.stringMatching(/^[\w-]{43}$/),
          kid: expect.stringMatching(/^[0-9a-f]{32}$/),
          use: 'sig',
          alg: 'EdDSA',
        },
      ],
    });
    expect(text).not.toContain(FIRST);
    const again = await fetch(url, { headers: { 'if-none-match': answer.headers.get('etag')! } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });
});
