import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatId, newId, parseId } from '#src/platform/ids.ts';
import { startScan } from '#src/scans/start-scan.ts';
import { connectTarget, type TargetRow } from '#src/targets/connect-target.ts';
import { OWNER, startTestSystem, stranger, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { mutate } from '#test/kit/mutate.ts';
import { newTarget, PROBE } from '#test/kit/scan.ts';
import { type SeededTenant, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let tenant: SeededTenant;
beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).defaultTenant();
});
afterAll(() => system[Symbol.asyncDispose]());

const FIELDS =
  'target { id name url status tags hasCredentials scope excludePaths llm { model systemPrompt concurrency retries } updatedAt }';
const HERE = 'http://127.0.0.1:9/v1';
const HEADERS = [{ name: 'Authorization', value: 'Bearer first-key' }];
const update = (input: Record<string, unknown>, token?: string) => mutate(system, 'updateTarget', input, FIELDS, token);
const read = async (id: string): Promise<Json> =>
  (await dataOf(ask(system, OWNER, `query($id: ID!) { ${FIELDS.replace('target', 'target(id: $id)')} }`, { id })))
    .target;
const withHeaders = (llm = {}) =>
  newTarget(system.ctx, HERE, llm, { headers: { Authorization: 'Bearer first-key' }, tags: ['one'] });

/** The headers that would be sent now. */
async function sentHeaders(id: string): Promise<Record<string, string>> {
  const uuid = parseId(['endpoint', 'target'], id);
  const [row] = await system.app.system.query<TargetRow>('select * from targets where id = $1', [uuid]);
  return { ...(await connectTarget(system.ctx, row!)).headers };
}

async function actions(id: string): Promise<Json[]> {
  return system.app.system.query('select action, detail from audit_events where subject_id = $1 order by sequence', [
    parseId(['endpoint', 'target'], id),
  ]);
}

describe('updateTarget', () => {
  it('changes what is given and nothing else, and says in the audit log which members', async () => {
    const id = await withHeaders({ model: 'm1', concurrency: 7 });
    const before = await read(id);
    const { target } = await update({ targetId: id, name: 'Renamed', tags: ['two', 'three'] });
    expect(target).toEqual({
      ...before,
      name: 'Renamed',
      tags: ['two', 'three'],
      updatedAt: expect.not.stringMatching(before.updatedAt),
    });
    expect(await sentHeaders(id)).toEqual({ Authorization: 'Bearer first-key' });
    expect((await actions(id)).at(-1)).toEqual({ action: 'target.updated', detail: { changed: ['name', 'tags'] } });
  });

  it('takes the llm configuration as a whole: what is left out goes back to its default', async () => {
    const id = await withHeaders({ model: 'm1', concurrency: 7, systemPrompt: 'Be brief.' });
    const { target } = await update({ targetId: id, llm: { model: 'm2', retries: 3 } });
    expect(target.llm).toEqual({ model: 'm2', systemPrompt: null, concurrency: 5, retries: 3 });
  });

  it('replaces headers as a whole, takes them away by an empty list, and never shows them', async () => {
    const id = await withHeaders();
    const replaced = await update({ targetId: id, headers: [{ name: 'X-Key', value: 'second-key' }] });
    expect(replaced.target.hasCredentials).toBe(true);
    expect(await sentHeaders(id)).toEqual({ 'X-Key': 'second-key' });
    expect((await update({ targetId: id, headers: [] })).target.hasCredentials).toBe(false);
    expect(await sentHeaders(id)).toEqual({});
    expect(JSON.stringify([replaced, await actions(id), system.log])).not.toMatch(/first-key|second-key/);
  });

  it('does not send headers to a host that they were not given for', async () => {
    const id = await withHeaders();
    const moved = { targetId: id, url: `http://127.0.0.1:10/v1?target=${newId()}` };
    expect(await update(moved)).toMatchObject({ code: 'invalid_input', path: ['headers'] });
    expect((await read(id)).url).toContain(':9/');
    const path = `${HERE}/elsewhere?target=${newId()}`;
    expect((await update({ targetId: id, url: path })).target.url).toBe(path);
    expect((await update({ ...moved, headers: HEADERS })).target.url).toBe(moved.url);
  });

  it('changes scope and excluded paths of a web application, each on its own', async () => {
    const input = { kind: 'URL', name: 'shop', url: 'https://example.com/shop', scope: ['a'], excludePaths: ['/b'] };
    const { target } = await mutate(system, 'createTarget', input, FIELDS);
    const changed = await update({ targetId: target.id, scope: ['c'] });
    expect(changed.target).toMatchObject({ scope: ['c'], excludePaths: ['/b'] });
    expect(await update({ targetId: target.id, llm: {} })).toMatchObject({ code: 'invalid_input', path: ['llm'] });
    expect(await update({ targetId: await withHeaders(), scope: ['x'] })).toMatchObject({
      code: 'invalid_input',
      path: ['scope'],
    });
  });

  it('refuses what a new target is refused', async () => {
    const [id, other] = [await withHeaders(), await withHeaders()];
    const refused: [Record<string, unknown>, Record<string, unknown>][] = [
      [{ name: '' }, { code: 'invalid_input', path: ['name'] }],
      [{ url: 'ftp://example.com' }, { code: 'invalid_url' }],
      [{ url: 'http://10.0.0.1/v1', headers: HEADERS }, { code: 'private_address' }],
      [{ url: (await read(other)).url }, { code: 'url_duplicate', path: ['url'] }],
      [{ llm: { concurrency: 1000 } }, { code: 'invalid_input', path: ['llm', 'concurrency'] }],
      [{ headers: [{ name: 'A', value: 'Bearer secret:not_there' }] }, { code: 'secret_ref_unknown' }],
      [{ headers: [{ name: 'A B', value: 'x' }] }, { code: 'invalid_input' }],
      ...['\u20ac', 'a\nb'].map((value): [Record<string, unknown>, Record<string, unknown>] => [
        { headers: [{ name: 'A', value }] },
        { code: 'invalid_input', path: ['headers', 'A'] },
      ]),
    ];
    const before = await read(id);
    for (const [input, problem] of refused) expect(await update({ targetId: id, ...input })).toMatchObject(problem);
    expect(await read(id)).toEqual(before);
    const audit = await actions(id);
    await update({ targetId: id });
    expect(await actions(id)).toEqual(audit);
  });

  it('keeps URL and configuration while a scan is under way, and lets the rest change', async () => {
    const id = await withHeaders();
    await startScan(system.ctx, { targetId: id, probeIds: [PROBE] });
    expect(await update({ targetId: id, llm: {} })).toMatchObject({ code: 'target_busy', retry: true });
    expect(await update({ targetId: id, url: `${HERE}/new`, headers: [] })).toMatchObject({ code: 'target_busy' });
    const { target } = await update({ targetId: id, name: 'Still', headers: [{ name: 'X-Key', value: 'rotated' }] });
    expect(target.name).toBe('Still');
    expect(await sentHeaders(id)).toEqual({ 'X-Key': 'rotated' });
  });
});

describe('disableTarget and enableTarget', () => {
  it('keep a target from being scanned and let it be again, and say so once', async () => {
    const id = await withHeaders();
    const set = (name: string) => mutate(system, name, { targetId: id }, FIELDS);
    expect((await set('disableTarget')).target.status).toBe('DISABLED');
    expect((await set('disableTarget')).target.status).toBe('DISABLED');
    await expect(startScan(system.ctx, { targetId: id, probeIds: [PROBE] })).rejects.toThrow(/no such target/);
    expect((await set('enableTarget')).target.status).toBe('ACTIVE');
    expect((await startScan(system.ctx, { targetId: id, probeIds: [PROBE] })).id).toBeTruthy();
    expect((await actions(id)).map((row) => row.action)).toEqual([
      'target.created',
      'target.disabled',
      'target.enabled',
    ]);
  });
});

describe('deleteTarget', () => {
  it('takes with it all that belongs to the target, and nothing of another', async () => {
    const [target, other] = [await tenant.target(), await tenant.target()];
    const scan = await tenant.scan({ target, status: 'completed', attempts: 2 });
    const kept = await tenant.scan({ target: other, status: 'completed', attempts: 2 });
    await scan.finding();
    await kept.finding();
    const count = async () => {
      const tables = ['targets', 'scans', 'attempts', 'attempt_turns', 'opinions', 'verdicts', 'scan_events'].concat([
        'findings',
        'occurrences',
        'finding_evidence',
      ]);
      const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
      return (await system.app.system.query<Record<string, number>>(`select ${counts.join(', ')}`))[0]!;
    };
    const before = await count();
    const deleted = await mutate(system, 'deleteTarget', { targetId: target.publicId }, 'targetId scans findings');
    expect(deleted).toMatchObject({ targetId: target.publicId, scans: 1, findings: 1 });
    const after = await count();
    const gone = Object.fromEntries(Object.keys(before).map((table) => [table, before[table]! - after[table]!]));
    expect(gone).toEqual({
      ...{ targets: 1, scans: 1, attempts: 3, attempt_turns: 3, opinions: 3, verdicts: 3, scan_events: 1 },
      ...{ findings: 1, occurrences: 1, finding_evidence: 1 },
    });
    expect((await ask(system, OWNER, '{ __typename }')).status).toBe(200);
    expect(await actions(target.publicId)).toEqual([
      { action: 'target.deleted', detail: { kind: 'llm', name: 'Bot', scans: 1, findings: 1 } },
    ]);
    const again = await mutate(system, 'deleteTarget', { targetId: target.publicId }, 'targetId');
    expect(again).toMatchObject({ __typename: 'NotFoundProblem', code: 'not_found' });
  });

  it.each([
    'queued',
    'running',
    'judging',
  ] as const)('is refused while a scan is %s, and says what to do', async (status) => {
    const scan = await tenant.scan({ status });
    const input = { targetId: scan.target.publicId };
    const refused = await mutate(system, 'deleteTarget', input, 'targetId');
    expect(refused).toMatchObject({ __typename: 'ConflictProblem', code: 'target_busy', retry: true });
    expect(refused.message).toMatch(/cancel/);
    await scan.status('cancelled');
    expect((await mutate(system, 'deleteTarget', input, 'targetId')).targetId).toBe(scan.target.publicId);
  });

  it('and a start at the same time end with a scan or without a target, never in between', async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = await withHeaders();
      const [started, deleted] = await Promise.allSettled([
        startScan(system.ctx, { targetId: id, probeIds: [PROBE] }),
        mutate(system, 'deleteTarget', { targetId: id }, 'targetId'),
      ]);
      const outcome = [
        started.status === 'fulfilled' ? 'started' : (started.reason as { code: string }).code,
        deleted.status === 'fulfilled' ? (deleted.value.code ?? 'deleted') : 'failed',
      ];
      expect([
        ['started', 'target_busy'],
        ['not_found', 'deleted'],
      ]).toContainEqual(outcome);
    }
  });
});

describe('whoever may not', () => {
  it.each([
    'updateTarget',
    'enableTarget',
    'disableTarget',
    'deleteTarget',
  ])('%s: a stranger gets the answer for a missing target, and a reader the scope that is lacking', async (name) => {
    const id = await withHeaders();
    const { token } = await stranger(system.ctx);
    const before = await read(id);
    const asked = await mutate(system, name, { targetId: id }, '__typename', token);
    const missing = await mutate(system, name, { targetId: formatId('endpoint', newId()) }, '__typename');
    expect(asked).toEqual(missing);
    expect(asked.code).toBe('not_found');
    const reader = await tenant.token({ scopes: ['targets:read'] });
    const refused = await mutate(system, name, { targetId: id }, '__typename', reader.text);
    expect(refused).toMatchObject({ code: 'missing_scope', message: expect.stringContaining('targets:write') });
    expect(await read(id)).toEqual(before);
  });
});
