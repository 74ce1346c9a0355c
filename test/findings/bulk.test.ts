import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BULK_MAX } from '#src/findings/bulk-update-findings.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { type Seeded, type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let tenant: SeededTenant;
let scan: SeededScan;
let token: string;
beforeAll(async () => {
  system = await startTestSystem();
});
afterAll(() => system[Symbol.asyncDispose]());
beforeEach(async () => {
  tenant = await seed(system.app).tenant();
  token = (await tenant.token()).text;
  scan = await tenant.scan();
});

const FIELDS = '__typename ... on Problem { code path }';
const OUTCOME = '{ batchId matched changed skipped { code count findingIds } }';

async function bulk(input: Record<string, unknown>): Promise<Json> {
  const document = `mutation($input: BulkUpdateFindingsInput!) { bulkUpdateFindings(input: $input) { ${FIELDS} ... on BulkUpdateFindingsPayload ${OUTCOME} } }`;
  return (await dataOf(ask(system, token, document, { input }))).bulkUpdateFindings;
}

async function undo(batchId: string): Promise<Json> {
  const document = `mutation($input: UndoFindingChangeInput!) { undoFindingChange(input: $input) { ${FIELDS} ... on UndoFindingChangePayload ${OUTCOME} } }`;
  return (await dataOf(ask(system, token, document, { input: { batchId } }))).undoFindingChange;
}

/** What people change of every finding of the tenant, by its title. */
async function state(): Promise<Record<string, Json>> {
  const { findings } = await dataOf(
    ask(
      system,
      token,
      '{ findings(first: 100) { nodes { title status statusReason resolvedAt tags assignee { id } } } }',
    ),
  );
  return Object.fromEntries(findings.nodes.map(({ title, ...rest }: Json) => [title, rest]));
}

const UNTOUCHED = { status: 'OPEN', statusReason: null, resolvedAt: null, tags: [], assignee: null };
const idsOf = (findings: Seeded[]) => findings.map((finding) => finding.publicId);

describe('a change of many findings', () => {
  it('counts what it cannot be done to, with the reason, and leaves that as it is', async () => {
    const [open, done, false_] = [await scan.finding('open'), await scan.finding('done'), await scan.finding('false')];
    await bulk({ ids: [done.publicId], change: { status: 'RESOLVED' } });
    await bulk({ ids: [false_.publicId], change: { status: 'FALSE_POSITIVE', reason: 'No.' } });
    const other = await (await (await seed(system.app).tenant()).scan()).finding();
    const ids = [...idsOf([open, done, false_, other]), 'fnd_nonsense', open.publicId];
    const answer = await bulk({ ids, change: { status: 'RESOLVED', addTags: ['Closed'] } });
    expect(answer).toMatchObject({ matched: 5, changed: 2, batchId: expect.stringMatching(/^bat_/) });
    expect(answer.skipped).toEqual([
      { code: 'illegal_transition', count: 1, findingIds: [false_.publicId] },
      { code: 'not_found', count: 2, findingIds: [other.publicId, 'fnd_nonsense'] },
    ]);
    expect(await state()).toMatchObject({
      open: { status: 'RESOLVED', tags: ['closed'] },
      done: { status: 'RESOLVED', tags: ['closed'] },
      false: { status: 'FALSE_POSITIVE', tags: [] },
    });
  });

  it('in a dry run counts the same and writes nothing', async () => {
    const findings = [await scan.finding('a'), await scan.finding('b')];
    await bulk({ ids: [findings[0]!.publicId], change: { status: 'TRIAGED' } });
    const before = await everything();
    const change = { ids: idsOf(findings), change: { status: 'TRIAGED' } };
    const dry = await bulk({ ...change, dryRun: true });
    expect(dry).toMatchObject({ batchId: null, matched: 2, changed: 1, skipped: [{ code: 'already_so', count: 1 }] });
    expect(await everything()).toEqual(before);
    const { batchId, ...real } = await bulk(change);
    expect({ ...real, batchId: null }).toEqual(dry);
    expect(batchId).not.toBeNull();
  });

  it('takes a whole filter, and no finding that the filter leaves out', async () => {
    for (const title of ['Leaks a key', 'Leaks a name', 'Runs a tool']) await scan.finding(title);
    expect(await bulk({ filter: { text: 'leak' }, change: { addTags: ['leak'] } })).toMatchObject({
      matched: 2,
      changed: 2,
    });
    const tags = Object.values(await state()).map((finding) => finding.tags);
    expect(tags).toEqual(expect.arrayContaining([['leak'], ['leak'], []]));
  });

  it('is refused beyond its limit, wholly', async () => {
    const { id } = await scan.finding();
    await system.app.system.query(
      `insert into findings (tenant_id, id, target_id, fingerprint, probe_id, title, description, remediation, severity, risks, confidence, evidence_line, first_scan_id, last_scan_id, first_seen_at, last_seen_at)
       select tenant_id, gen_random_uuid(), target_id, i::text, probe_id, title, description, remediation, severity, risks, confidence, evidence_line, first_scan_id, last_scan_id, first_seen_at, last_seen_at
       from findings, generate_series(1, $2) i where id = $1`,
      [id, BULK_MAX],
    );
    const wanted = { filter: {}, change: { status: 'TRIAGED' } };
    expect(await bulk(wanted)).toMatchObject({ code: 'too_many_findings', path: ['filter'] });
    await system.app.system.query('delete from findings where id = $1', [id]);
    const { batchId, ...counts } = await bulk(wanted);
    expect(counts).toMatchObject({ matched: BULK_MAX, changed: BULK_MAX, skipped: [] });
    expect(await undo(batchId)).toMatchObject({ changed: BULK_MAX, skipped: [] });
  });

  it.each([
    [{ change: { status: 'TRIAGED' } }, 'invalid_input'],
    [{ ids: ['fnd_x'], filter: {}, change: { status: 'TRIAGED' } }, 'invalid_input'],
    [{ filter: {}, change: {} }, 'invalid_input'],
    [{ filter: {}, change: { status: 'ACCEPTED' } }, 'reason_required'],
    [{ filter: {}, change: { assigneeId: 'mbr_nobody' } }, 'not_found'],
    [{ filter: { text: '…' }, change: { status: 'TRIAGED' } }, 'invalid_input'],
  ])('%j is refused with %s', async (input, code) => {
    expect(await bulk(input)).toMatchObject({ code });
  });

  it('is one audit row, with each before and after and the findings that it holds for', async () => {
    const [a, b] = [await scan.finding('a'), await scan.finding('b')];
    await bulk({ ids: [b.publicId], change: { status: 'TRIAGED' } });
    await bulk({ ids: idsOf([a, b]), change: { status: 'ACCEPTED', reason: 'Only a demo.' } });
    const rows = await system.app.system.query<{ detail: Json }>(
      `select detail from audit_events where tenant_id = $1 and action = 'finding.bulk_changed' order by sequence`,
      [tenant.id],
    );
    expect(rows[1]!.detail.changes).toHaveLength(2);
    expect(rows[1]!.detail.changes).toEqual(
      expect.arrayContaining([
        { before: { status: 'open' }, after: { status: 'accepted' }, findings: [a.id] },
        { before: { status: 'triaged' }, after: { status: 'accepted' }, findings: [b.id] },
      ]),
    );
    expect(JSON.stringify(rows)).not.toContain('demo');
  });
});

describe('undo', () => {
  it('puts back everything that one act changed, and can itself be undone', async () => {
    const [a, b, ada] = [await scan.finding('a'), await scan.finding('b'), await tenant.member()];
    await bulk({ ids: [b.publicId], change: { status: 'ACCEPTED', reason: 'For now.', addTags: ['old'] } });
    const before = await state();
    const change = { status: 'RESOLVED', assigneeId: ada.publicId, addTags: ['new'], removeTags: ['old'] };
    const { batchId } = await bulk({ ids: idsOf([a, b]), change });
    const after = await state();
    expect(after).toMatchObject({
      b: { status: 'RESOLVED', statusReason: null, tags: ['new'], assignee: { id: ada.publicId } },
    });
    const undone = await undo(batchId);
    expect(undone).toMatchObject({ changed: 2, skipped: [] });
    expect(await state()).toEqual(before);
    expect(await undo(undone.batchId)).toMatchObject({ changed: 2, skipped: [] });
    expect(await state()).toEqual(after);
  });

  it('leaves alone what anybody changed since, also back and forth, and takes back the rest', async () => {
    const [a, b, c] = [await scan.finding('a'), await scan.finding('b'), await scan.finding('c')];
    const { batchId } = await bulk({ ids: idsOf([a, b, c]), change: { status: 'TRIAGED', addTags: ['wave'] } });
    await bulk({ ids: [b.publicId], change: { status: 'RESOLVED' } });
    await bulk({ ids: [c.publicId], change: { status: 'OPEN' } });
    await bulk({ ids: [c.publicId], change: { status: 'TRIAGED' } });
    const undone = await undo(batchId);
    expect(undone).toMatchObject({ matched: 3, changed: 3 });
    expect(undone.skipped).toEqual([
      { code: 'changed_since', count: 2, findingIds: expect.arrayContaining(idsOf([b, c])) },
    ]);
    expect(await state()).toMatchObject({
      a: UNTOUCHED,
      b: { status: 'RESOLVED', tags: [] },
      c: { status: 'TRIAGED', tags: [] },
    });
  });

  it('a second time changes nothing', async () => {
    const finding = await scan.finding();
    const { batchId } = await bulk({ ids: [finding.publicId], change: { status: 'TRIAGED' } });
    await undo(batchId);
    expect(await undo(batchId)).toMatchObject({
      batchId: null,
      changed: 0,
      skipped: [{ code: 'changed_since', count: 1 }],
    });
  });

  it('leaves alone a finding that was given to somebody who is gone', async () => {
    const [finding, ada, ben] = [await scan.finding(), await tenant.member('Ada'), await tenant.member('Ben')];
    await bulk({ ids: [finding.publicId], change: { assigneeId: ada.publicId } });
    const { batchId } = await bulk({ ids: [finding.publicId], change: { assigneeId: ben.publicId } });
    await system.app.system.query('delete from memberships where id = $1', [ada.id]);
    expect(await undo(batchId)).toMatchObject({ changed: 0, skipped: [{ code: 'not_found', count: 1 }] });
  });
});

/** The tenant's rows of everything that triage writes. */
async function everything(): Promise<Json> {
  const acts = `(select * from audit_events where action <> 'api.call') acts`;
  const tables = ['findings', 'finding_tags', 'finding_changes', acts];
  return Promise.all(
    tables.map((table) => system.app.system.query(`select * from ${table} where tenant_id = $1`, [tenant.id])),
  );
}
