import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { type Seeded, type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';

let system: TestSystem;
let tenant: SeededTenant;
let scan: SeededScan;
let token: Seeded & { text: string };
beforeAll(async () => {
  system = await startTestSystem();
  tenant = await seed(system.app).tenant();
  token = await tenant.token();
  scan = await tenant.scan();
});
afterAll(() => system[Symbol.asyncDispose]());

const RESULT = `__typename ... on Problem { code path } ... on %P { batchId finding {
  status statusReason resolvedAt assignee { id name } tags ticket { key url } } }`;

/** Runs one of the mutations of one finding. */
async function change(name: string, input: Record<string, unknown>, as = token.text): Promise<Json> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}`;
  const fields = RESULT.replace('%P', `${type}Payload`);
  return (
    await dataOf(ask(system, as, `mutation($input: ${type}Input!) { ${name}(input: $input) { ${fields} } }`, { input }))
  )[name];
}

const setStatus = (finding: Seeded, status: string, reason?: string) =>
  change('setFindingStatus', { findingId: finding.publicId, status, reason });

async function read(finding: Seeded, fields: string): Promise<Json> {
  return (
    await dataOf(
      ask(system, token.text, `query($id: ID!) { finding(id: $id) { ${fields} } }`, { id: finding.publicId }),
    )
  ).finding;
}

const HISTORY =
  'history { totalCount nodes { number kind from to reason batchId undoes scanId author { tokenId userId } } }';

async function auditOf(findingId: string): Promise<Json[]> {
  return system.app.system.query(
    'select action, actor_token_id, detail from audit_events where tenant_id = $1 and subject_id = $2 order by sequence',
    [tenant.id, findingId],
  );
}

describe('the status of a finding', () => {
  const REASONS: Record<string, string> = { ACCEPTED: 'A demo.', FALSE_POSITIVE: 'It quoted us.' };
  const ALL = ['OPEN', 'TRIAGED', 'RESOLVED', 'ACCEPTED', 'FALSE_POSITIVE'];
  it.each([
    ['OPEN', ALL],
    ['TRIAGED', ALL],
    ['RESOLVED', ['OPEN', 'TRIAGED', 'RESOLVED', 'FALSE_POSITIVE']],
    ['ACCEPTED', ALL],
    ['FALSE_POSITIVE', ['OPEN', 'TRIAGED', 'FALSE_POSITIVE']],
  ])('%s may become %j, and nothing else', async (from, allowed) => {
    for (const to of ALL) {
      const finding = await scan.finding();
      await setStatus(finding, from, REASONS[from]);
      const answer = await setStatus(finding, to, REASONS[to]);
      if (allowed.includes(to)) expect(answer).toMatchObject({ finding: { status: to } });
      else expect(answer).toEqual({ __typename: 'ConflictProblem', code: 'illegal_transition', path: ['status'] });
    }
  });

  it.each(['ACCEPTED', 'FALSE_POSITIVE'])('%s needs a reason, which is shown', async (status) => {
    const finding = await scan.finding();
    for (const reason of [undefined, '', '   ']) {
      expect(await setStatus(finding, status, reason)).toMatchObject({ code: 'reason_required', path: ['reason'] });
    }
    expect(await read(finding, 'status statusReason')).toEqual({ status: 'OPEN', statusReason: null });
    expect((await setStatus(finding, status, ' It is a demo. ')).finding).toMatchObject({
      statusReason: 'It is a demo.',
    });
  });

  it('RESOLVED says when, and no other stage does', async () => {
    const finding = await scan.finding();
    const { resolvedAt } = (await setStatus(finding, 'RESOLVED')).finding;
    expect(Math.abs(Date.now() - Date.parse(resolvedAt))).toBeLessThan(60_000);
    expect((await setStatus(finding, 'OPEN')).finding).toMatchObject({ status: 'OPEN', resolvedAt: null });
  });

  it('that it has already writes nothing, but takes over another reason', async () => {
    const finding = await scan.finding();
    expect(await setStatus(finding, 'OPEN')).toMatchObject({ batchId: null });
    await setStatus(finding, 'ACCEPTED', 'One.');
    expect(await setStatus(finding, 'ACCEPTED', 'One.')).toMatchObject({ batchId: null });
    expect(await setStatus(finding, 'ACCEPTED', 'Two.')).toMatchObject({ finding: { statusReason: 'Two.' } });
    expect((await read(finding, HISTORY)).history.totalCount).toBe(2);
    expect(await auditOf(finding.id)).toHaveLength(2);
  });

  it('leaves a history of who did what and why, and an audit row of before and after without the reason', async () => {
    const finding = await scan.finding();
    const { batchId } = await setStatus(finding, 'TRIAGED');
    await setStatus(finding, 'ACCEPTED', 'Only staff can reach it.');
    const author = { tokenId: token.publicId, userId: null };
    expect((await read(finding, HISTORY)).history.nodes).toEqual([
      expect.objectContaining({
        number: 2,
        kind: 'STATUS',
        from: 'TRIAGED',
        to: 'ACCEPTED',
        reason: 'Only staff can reach it.',
        author,
      }),
      {
        number: 1,
        kind: 'STATUS',
        from: 'OPEN',
        to: 'TRIAGED',
        reason: null,
        batchId,
        undoes: null,
        scanId: null,
        author,
      },
    ]);
    const rows = await auditOf(finding.id);
    expect(rows).toMatchObject([
      {
        action: 'finding.status_changed',
        actor_token_id: token.id,
        detail: { before: { status: 'open' }, after: { status: 'triaged' } },
      },
      { action: 'finding.status_changed', detail: { before: { status: 'triaged' }, after: { status: 'accepted' } } },
    ]);
    expect(JSON.stringify(rows)).not.toContain('staff');
  });
});

describe('a finding', () => {
  it('is given to a member and to nobody', async () => {
    const [finding, ada] = [await scan.finding(), await tenant.member('Ada')];
    const given = await change('assignFinding', { findingId: finding.publicId, memberId: ada.publicId });
    expect(given.finding.assignee).toEqual({ id: ada.publicId, name: 'Ada' });
    expect((await change('assignFinding', { findingId: finding.publicId })).finding.assignee).toBeNull();
    expect((await read(finding, HISTORY)).history.nodes).toMatchObject([
      { kind: 'ASSIGNEE', from: ada.publicId, to: null },
      { kind: 'ASSIGNEE', from: null, to: ada.publicId },
    ]);
  });

  it('is never given to a member of another tenant', async () => {
    const finding = await scan.finding();
    const other = await (await seed(system.app).tenant()).member();
    const answer = await change('assignFinding', { findingId: finding.publicId, memberId: other.publicId });
    expect(answer).toMatchObject({ __typename: 'NotFoundProblem', code: 'not_found' });
    expect((await read(finding, 'assignee { id }')).assignee).toBeNull();
  });

  it('has tags, each once and in lower case; putting one on twice changes nothing', async () => {
    const finding = await scan.finding();
    const tag = (add: string[], remove: string[] = []) =>
      change('tagFinding', { findingId: finding.publicId, add, remove });
    expect((await tag([' Payments ', 'payments', 'Q4'])).finding.tags).toEqual(['payments', 'q4']);
    expect(await tag(['q4'])).toMatchObject({ batchId: null });
    expect((await tag(['new'], ['Q4', 'absent'])).finding.tags).toEqual(['new', 'payments']);
    expect((await read(finding, HISTORY)).history.nodes).toMatchObject([
      { kind: 'TAG', from: null, to: 'new' },
      { kind: 'TAG', from: 'q4', to: null },
      { kind: 'TAG', from: null, to: 'q4' },
      { kind: 'TAG', from: null, to: 'payments' },
    ]);
    expect(await tag(['x'.repeat(51)])).toMatchObject({ code: 'invalid_input', path: ['add', '0'] });
    expect(await tag(Array.from({ length: 49 }, (_, i) => `t${i}`))).toMatchObject({ code: 'invalid_input' });
  });

  it('is tied to a ticket by a link that runs nothing and holds no password', async () => {
    const finding = await scan.finding();
    const link = (ticket: unknown) => change('linkTicket', { findingId: finding.publicId, ticket });
    const ticket = { key: 'SEC-42', url: 'https://tickets.example.com/SEC-42' };
    expect((await link(ticket)).finding.ticket).toEqual(ticket);
    for (const url of ['javascript:alert(1)', 'https://me:secret@example.com/', 'SEC-42'])
      expect(await link({ key: 'SEC-42', url })).toMatchObject({ code: 'invalid_input', path: ['url'] });
    expect((await link(null)).finding.ticket).toBeNull();
  });

  it('carries comments, the newest first; the audit log does not repeat them', async () => {
    const finding = await scan.finding();
    const document = `mutation($input: CommentFindingInput!) { commentFinding(input: $input) { ... on Problem { code }
      ... on CommentFindingPayload { comment { id body author { tokenId } } finding { comments { totalCount } } } } }`;
    const say = async (body: string) =>
      (await dataOf(ask(system, token.text, document, { input: { findingId: finding.publicId, body } })))
        .commentFinding;
    expect(await say('Seen by the shop’s team.')).toMatchObject({
      comment: { body: 'Seen by the shop’s team.', author: { tokenId: token.publicId } },
      finding: { comments: { totalCount: 1 } },
    });
    const { comment } = await say('A NUL: \u0000.');
    expect(comment.body).toBe('A NUL: ␀.');
    expect(await say('  ')).toEqual({ code: 'invalid_input' });
    const page = await read(finding, 'comments(first: 1) { nodes { id } pageInfo { hasNextPage endCursor } }');
    expect(page.comments).toMatchObject({ nodes: [{ id: comment.id }], pageInfo: { hasNextPage: true } });
    const next = await read(
      finding,
      `comments(first: 1, after: "${page.comments.pageInfo.endCursor}") { nodes { body } }`,
    );
    expect(next.comments.nodes).toEqual([{ body: 'Seen by the shop’s team.' }]);
    expect(JSON.stringify(await auditOf(finding.id))).not.toContain('shop');
  });

  it('is changed only with the scope findings:write', async () => {
    const finding = await scan.finding();
    const reader = await tenant.token({ scopes: ['findings:read'] });
    const calls: [string, Record<string, unknown>][] = [
      ['setFindingStatus', { status: 'TRIAGED' }],
      ['assignFinding', {}],
      ['tagFinding', { add: ['a'] }],
      ['linkTicket', {}],
    ];
    for (const [name, input] of calls) {
      const answer = await change(name, { findingId: finding.publicId, ...input }, reader.text);
      expect(answer).toMatchObject({ __typename: 'ForbiddenProblem', code: 'missing_scope' });
    }
    expect((await read(finding, HISTORY)).history.totalCount).toBe(0);
  });

  it('that many tag alike at once is tagged once', async () => {
    const finding = await scan.finding();
    await Promise.all(
      Array.from({ length: 8 }, () => change('tagFinding', { findingId: finding.publicId, add: ['wave'] })),
    );
    expect((await read(finding, HISTORY)).history.totalCount).toBe(1);
  });

  it('numbers its history without gaps when many change it at once', async () => {
    const finding = await scan.finding();
    await Promise.all(
      Array.from({ length: 12 }, (_, i) => change('tagFinding', { findingId: finding.publicId, add: [`t${i}`] })),
    );
    const { history, tags } = await read(finding, `tags ${HISTORY}`);
    expect(tags).toHaveLength(12);
    expect(history.nodes.map((row: Json) => row.number)).toEqual(Array.from({ length: 12 }, (_, i) => 12 - i));
  });
});
