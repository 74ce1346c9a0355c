import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWNER, startTestSystem, stranger, type TestSystem } from '#test/kit/app.ts';
import { generousLimits } from '#test/kit/limits.ts';
import { rest } from '#test/kit/rest.ts';
import { uuidOf } from '#test/kit/uuid.ts';

let system: TestSystem;
let endpoint: string;
beforeAll(async () => {
  system = await startTestSystem({ config: { restLimits: generousLimits() } });
  endpoint = await newEndpoint('one');
});
afterAll(() => system[Symbol.asyncDispose]());

async function newEndpoint(name: string): Promise<string> {
  const { body } = await rest(system, OWNER, 'POST', '/endpoints', { name, url: `http://127.0.0.1:9/${name}` });
  return uuidOf(body.id);
}

const start = (body: unknown) => rest(system, OWNER, 'POST', '/scans', body);

describe('POST /scans', () => {
  it('is accepted as the documentation shows', async () => {
    const { status, body } = await start({
      endpoint_id: endpoint,
      probe_ids: ['prompt-injection-basic', 'jailbreak-roleplay'],
    });
    expect(status).toBe(202);
    expect(body).toEqual({
      accepted: true,
      scan_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/),
      endpoint_id: endpoint,
      probe_count: 2,
      poll: `/api/v2/scans/${body.scan_id}`,
    });
    const row = await rest(system, OWNER, 'GET', body.poll.slice('/api/v2'.length));
    expect(row.body).toMatchObject({ scan_id: body.scan_id, status: 'queued', probe_count: 2, progress_pct: 0 });
    const list = await rest(system, OWNER, 'GET', `/scans?endpoint_id=${endpoint}`);
    expect(list.body.data[0]).toEqual(row.body);
  });

  it('counts a probe that is named twice once', async () => {
    const { body } = await start({ endpoint_id: endpoint, probe_ids: Array(3).fill('jailbreak-roleplay') });
    expect(body.probe_count).toBe(1);
    const row = await rest(system, OWNER, 'GET', body.poll.slice('/api/v2'.length));
    expect(row.body).toMatchObject({ probe_count: 1, probe_ids: ['jailbreak-roleplay'] });
  });

  it('counts no probes when every one is selected', async () => {
    expect((await start({ endpoint_id: endpoint })).body.probe_count).toBeNull();
    expect((await start({ endpoint_id: endpoint, probe_ids: [] })).body.probe_count).toBeNull();
  });

  it.each([
    [{}, 400, 'invalid_endpoint_id'],
    [{ endpoint_id: 'x' }, 400, 'invalid_endpoint_id'],
    [{ endpoint_id: 7 }, 400, 'invalid_endpoint_id'],
    [{ endpoint_id: '019ca3a8-4c00-7000-8000-000000000000' }, 404, 'endpoint_not_found_or_inactive'],
    [{ target_id: 'x' }, 400, 'invalid_target_id'],
    [{ endpoint_id: 'x', probe_ids: ['UPPER'] }, 400, 'invalid_endpoint_id'],
    [{ probe_ids: ['UPPER'] }, 400, 'invalid_endpoint_id'],
  ])('refuses the endpoint of %o: %i %s', async (body, status, error) => {
    const answer = await start(body);
    expect([answer.status, answer.body.error]).toEqual([status, error]);
  });

  it.each([
    ['one', 'invalid_probe_ids'],
    [['UPPER'], 'invalid_probe_ids'],
    [[7], 'invalid_probe_ids'],
    [['no-such-probe'], 'invalid_probe_ids'],
    [Array.from({ length: 101 }, (_, i) => `probe-${i}`), 'too_many_probe_ids'],
  ])('refuses the probes %o: %s', async (probeIds, error) => {
    const { status, body } = await start({ endpoint_id: endpoint, probe_ids: probeIds });
    expect([status, body.error]).toEqual([400, error]);
  });

  it('answers a disabled endpoint, and a stranger’s, as one that is not there', async () => {
    const disabled = await newEndpoint('disabled');
    await rest(system, OWNER, 'POST', `/endpoints/${disabled}/disable`);
    const answer = await start({ endpoint_id: disabled });
    const { token } = await stranger(system.ctx);
    const theirs = await rest(system, token, 'POST', '/scans', { endpoint_id: endpoint });
    expect([answer.status, answer.body.error]).toEqual([404, 'endpoint_not_found_or_inactive']);
    expect([theirs.status, theirs.text]).toEqual([404, answer.text]);
  });

  it('is limited to its own bucket, and says how long to wait', async () => {
    await using narrow = await startTestSystem({
      config: { restLimits: { ...generousLimits(), scans: { perMinute: 6, burst: 2 } } },
    });
    const { body } = await rest(narrow, OWNER, 'POST', '/endpoints', { name: 'n', url: 'http://127.0.0.1:9/' });
    const send = () => rest(narrow, OWNER, 'POST', '/scans', { endpoint_id: body.id });
    expect([(await send()).status, (await send()).status]).toEqual([202, 202]);
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ error: 'rate_limited', limit: 6, window: '1m' });
    expect(refused.headers.get('retry-after')).toBe(String(refused.body.retry_after_seconds));
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    expect((await rest(narrow, OWNER, 'GET', '/scans')).status).toBe(200);
  });

  it('leaves a failed row behind when the queue refuses it', async () => {
    await using broken = await startTestSystem({
      config: { restLimits: generousLimits() },
      adjust: (app) => {
        app.queue = { ...app.queue, enqueue: () => Promise.reject(new Error('no queue')) };
      },
    });
    const { body } = await rest(broken, OWNER, 'POST', '/endpoints', { name: 'n', url: 'http://127.0.0.1:9/' });
    const answer = await rest(broken, OWNER, 'POST', '/scans', { endpoint_id: body.id });
    expect([answer.status, answer.body.error]).toEqual([502, 'enqueue_failed']);
    const row = await rest(broken, OWNER, 'GET', `/scans/${answer.body.scan_id}`);
    expect(row.body).toMatchObject({ status: 'failed', reason_code: 'enqueue_failed' });
  });
});

describe('a scan', () => {
  it('is cancelled once', async () => {
    const { body } = await start({ endpoint_id: endpoint });
    const cancelled = await rest(system, OWNER, 'POST', `/scans/${body.scan_id}/cancel`);
    expect(cancelled.body).toMatchObject({ status: 'cancelled', progress_pct: 100 });
    const again = await rest(system, OWNER, 'POST', `/scans/${body.scan_id}/cancel`);
    expect([again.status, again.body.error]).toEqual([409, 'scan_not_cancellable']);
  });

  it('is not there for a stranger', async () => {
    const { body } = await start({ endpoint_id: endpoint });
    const { token } = await stranger(system.ctx);
    const theirs = await rest(system, token, 'GET', `/scans/${body.scan_id}`);
    const missing = await rest(system, token, 'GET', '/scans/019ca3a8-4c00-7000-8000-000000000000');
    expect([theirs.status, theirs.text]).toEqual([404, missing.text]);
    expect(theirs.body.error).toBe('scan_not_found');
  });
});
