import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWNER, startTestSystem, stranger, type TestSystem } from '#test/kit/app.ts';
import type { Json } from '#test/kit/ask.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { type ModelServer, startModelServer } from '#test/kit/model-server.ts';
import { rest } from '#test/kit/rest.ts';
import { seed } from '#test/kit/seed.ts';
import { sql } from '#test/kit/sql.ts';
import { until } from '#test/kit/until.ts';

let system: TestSystem;
let bot: ModelServer;
let scanId: string;
let log: Json[];
beforeAll(async () => {
  bot = await startModelServer({ reply: () => 'No.' });
  system = await startTestSystem({ worker: true, config: { restLimits: generousLimits() } });
  const { body } = await rest(system, OWNER, 'POST', '/endpoints', { name: 'n', url: `${bot.url}/chat/completions` });
  const scan = { endpoint_id: body.id, probe_ids: ['prompt-injection-basic', 'jailbreak-roleplay'] };
  scanId = (await rest(system, OWNER, 'POST', '/scans', scan)).body.scan_id;
  await until(
    'the scan is completed',
    async () => (await rest(system, OWNER, 'GET', `/scans/${scanId}`)).body.status === 'completed',
  );
  log = (await rest(system, OWNER, 'GET', `/scans/${scanId}/events?limit=500`)).body.data;
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await bot.close();
});

/** What a stream gives until it ends. */
function streamed(path: string, headers: Record<string, string> = {}): Promise<{ type: string; text: string }> {
  return new Promise((resolve, reject) => {
    const request = get(
      `${system.url}/api/v2${path}`,
      { headers: { authorization: `Bearer ${OWNER}`, ...headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ type: response.headers['content-type'] ?? '', text }));
      },
    );
    request.on('error', reject);
  });
}

const idsIn = (text: string) => [...text.matchAll(/^id: (.*)$/gm)].map((match) => match[1]);

describe('the log of a scan', () => {
  it('is read in pages, each event once, to its end', async () => {
    const seen: Json[] = [];
    let [path, more] = [`/scans/${scanId}/events?limit=2`, true];
    while (more) {
      const { body } = await rest(system, OWNER, 'GET', path);
      seen.push(...body.data);
      path = `/scans/${scanId}/events?limit=2&after=${body.next_cursor}`;
      more = body.more;
    }
    expect(seen).toEqual(log);
    expect(log.at(-1)).toMatchObject({ type: 'status', status: 'completed', scan_id: scanId });
    const { body } = await rest(system, OWNER, 'GET', path);
    expect([body.data, body.next_cursor]).toEqual([[], log.at(-1).cursor]);
  });

  it('is streamed, and a reader that comes back goes on where it was', async () => {
    const whole = await streamed(`/scans/${scanId}/stream`);
    expect(whole.type).toBe('text/event-stream');
    const cursors = log.map(({ cursor }) => cursor);
    expect(idsIn(whole.text)).toEqual(cursors);
    const rest = await streamed(`/scans/${scanId}/stream`, { 'last-event-id': cursors[1] });
    expect(idsIn(rest.text)).toEqual(cursors.slice(2));
  });

  it('refuses what is no cursor, and one of another scan', async () => {
    const bad = await rest(system, OWNER, 'GET', `/scans/${scanId}/events?after=zzz`);
    expect([bad.status, bad.body.error]).toEqual([400, 'invalid_cursor']);
    const other = system.app.events.cursorAt('019ca3a8-4c00-7000-8000-000000000000', 1n);
    const lost = await rest(system, OWNER, 'GET', `/scans/${scanId}/stream?after=${other}`);
    expect([lost.status, lost.body.error]).toEqual([410, 'cursor_lost']);
  });

  it('is not there for a stranger', async () => {
    const { token } = await stranger(system.ctx);
    for (const path of ['events', 'stream']) {
      const { status, body } = await rest(system, token, 'GET', `/scans/${scanId}/${path}`);
      expect([status, body.error]).toEqual([404, 'scan_not_found']);
    }
  });
});

it('a stream whose scan is deleted meanwhile says so, and ends as an answer does', async () => {
  const tenant = await seed(system.app).tenant();
  const { text: token } = await tenant.token();
  const scan = await tenant.scan({ status: 'queued' });
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${system.url}/api/v2/scans/${scan.id}/stream`, { headers });
  expect(response.status).toBe(200);
  await sql(system.databaseUrl, `delete from scans where id = '${scan.id}'`);
  const [type, data] = (await response.text()).trimEnd().split('\n\n').at(-1)!.split('\n');
  expect(type).toBe('event: error');
  expect(JSON.parse(data!.slice('data: '.length))).toMatchObject({
    error: expect.stringMatching(/^(cursor_lost|scan_not_found)$/),
  });
});

describe('a stream over REST', () => {
  const open = async (token: string, id: string) =>
    fetch(`${system.url}/api/v2/scans/${id}/stream`, { headers: { authorization: `Bearer ${token}` } });
  const sockets = async () => {
    const { values } = await system.app.metrics.sockets.get();
    return values.find(({ labels }) => labels.door === 'sse')?.value ?? 0;
  };

  it('ends when its token is revoked', async () => {
    const tenant = await seed(system.app).defaultTenant();
    const { text: token, publicId } = await tenant.token();
    const { id } = await tenant.scan({ status: 'queued' });
    const response = await open(token, id);
    expect([response.status, await sockets()]).toEqual([200, 1]);
    expect((await rest(system, OWNER, 'DELETE', `/tokens/${publicId}`)).status).toBe(204);
    await response.text().catch(() => 'cut off');
    await until('the gauge knows', async () => (await sockets()) === 0);
  });

  it('counts among the streams that a token may have open', async () => {
    await using small = await startTestSystem({
      config: { sockets: { ...system.app.config.sockets, perCredential: 1 }, restLimits: generousLimits() },
    });
    const { id } = await (await seed(small.app).defaultTenant()).scan({ status: 'queued' });
    const path = `${small.url}/api/v2/scans/${id}/stream`;
    const headers = { authorization: `Bearer ${OWNER}` };
    const first = await fetch(path, { headers });
    expect(first.status).toBe(200);
    const second = await fetch(path, { headers });
    expect([second.status, ((await second.json()) as Json).error]).toEqual([429, 'too_many_sockets']);
    await first.body?.cancel();
  });
});
