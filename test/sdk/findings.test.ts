import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient, type Finding } from '#sdk/index.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { collect } from '#test/kit/ask.ts';
import { type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let tenant: SeededTenant;
let scan: SeededScan;
let client: Client;
beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).tenant();
  client = createClient({ url: system.url, token: (await tenant.token()).text });
  scan = await tenant.scan();
});
afterAll(() => system[Symbol.asyncDispose]());

describe('client.findings', () => {
  it('triages one: status, member, tags, ticket, comment, and reads what was done', async () => {
    const { publicId: id } = await scan.finding();
    await tenant.member('Ada');
    const [ada] = await collect(client.members.list());
    await client.findings.setStatus(id, { status: 'TRIAGED' });
    await client.findings.assign(id, { memberId: ada!.id });
    await client.findings.tag(id, { add: ['payments'] });
    const { finding } = await client.findings.linkTicket(id, {
      ticket: { key: 'SEC-1', url: 'https://example.com/SEC-1' },
    });
    const comment = await client.findings.comment(id, { body: 'Looked at.' });
    const expected: Partial<Finding> = {
      status: 'TRIAGED',
      assignee: { id: ada!.id, name: 'Ada', email: ada!.email },
      tags: ['payments'],
      ticket: { key: 'SEC-1', url: 'https://example.com/SEC-1' },
    };
    expect(finding).toMatchObject(expected);
    expect(await client.findings.get(id)).toEqual(finding);
    expect(await collect(client.findings.comments(id))).toEqual([comment]);
    const history = await collect(client.findings.history(id));
    expect(history.map((change) => change.kind)).toEqual(['TICKET', 'TAG', 'ASSIGNEE', 'STATUS']);
  });

  it('changes many and takes it back', async () => {
    const ids = [(await scan.finding()).publicId, (await scan.finding()).publicId];
    const change = { status: 'ACCEPTED', reason: 'A demo.' } as const;
    expect(await client.findings.bulk({ ids, change, dryRun: true })).toMatchObject({ batchId: null, changed: 2 });
    const done = await client.findings.bulk({ ids, change });
    expect(await client.findings.get(ids[0]!)).toMatchObject({ status: 'ACCEPTED', statusReason: 'A demo.' });
    expect(await client.findings.undo(done.batchId!)).toMatchObject({ matched: 2, changed: 2, skipped: [] });
    expect(await client.findings.get(ids[0]!)).toMatchObject({ status: 'OPEN', statusReason: null });
  });

  it('throws the problem that the API names', async () => {
    const { publicId: id } = await scan.finding();
    await expect(client.findings.setStatus(id, { status: 'ACCEPTED' })).rejects.toMatchObject({
      code: 'reason_required',
    });
    await client.findings.setStatus(id, { status: 'FALSE_POSITIVE', reason: 'It quoted us.' });
    await expect(client.findings.setStatus(id, { status: 'RESOLVED' })).rejects.toMatchObject({
      code: 'illegal_transition',
    });
    await expect(client.findings.assign('fnd_x', { memberId: null })).rejects.toMatchObject({ code: 'not_found' });
  });
});
