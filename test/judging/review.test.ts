import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formatId } from '#src/platform/ids.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { type ModelServer, startModelServer } from '#test/kit/model-server.ts';
import { begin, eventsOf, expectWhole, newTarget, obey, REFUSAL, scanRow } from '#test/kit/scan.ts';
import { seed } from '#test/kit/seed.ts';
import { until } from '#test/kit/until.ts';

// Two systems with the same bot, which falls for one of the probe's two variants. One judges as usual; the other is never sure enough.

let sure: TestSystem;
let unsure: TestSystem;
let system: TestSystem;
let bot: ModelServer;
let target: string;
let hold: Promise<void> | null = null;
let falls: 'half' | 'never' = 'half';

beforeAll(async () => {
  sure = await startTestSystem({ worker: true });
  unsure = await startTestSystem({ worker: true, config: { judgeConfidenceThreshold: 0.999 } });
  bot = await startModelServer({
    async reply(messages) {
      const second = messages.at(-1)?.content?.startsWith('Hello');
      if (second && hold) await hold;
      return second || falls === 'never' ? REFUSAL : obey(messages);
    },
  });
}, 60_000);
afterAll(async () => {
  await unsure[Symbol.asyncDispose]();
  await sure[Symbol.asyncDispose]();
  await bot.close();
});

async function scanOf(of: TestSystem, attempts = 4): Promise<string> {
  system = of;
  target = await newTarget(of.ctx, bot.url);
  return again(attempts);
}

/** Scans the target of the last scan once more. */
async function again(attempts = 4): Promise<string> {
  const scanId = await begin(system.ctx, target, attempts);
  await eventsOf(system.ctx, scanId);
  await expectWhole(system.ctx, scanId);
  return scanId;
}

const RESULT = `__typename ... on Problem { code path } ... on %P { cursor finding { id status statusReason }
  review { decision verdictBefore verdict reason wasQueued } attempt { id verdict confidence ruling { kind needsReview } } }`;

async function review(name: 'confirmVerdict' | 'overturnVerdict', input: Json, token = OWNER): Promise<Json> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}`;
  const document = `mutation($input: ${type}Input!) { ${name}(input: $input) { ${RESULT.replace('%P', `${type}Payload`)} } }`;
  return (await dataOf(ask(system, token, document, { input })))[name];
}
const confirm = (attemptId: string, more = {}) => review('confirmVerdict', { attemptId, ...more });
const overturn = (attemptId: string, verdict: string, reason = 'It quoted us.', more = {}) =>
  review('overturnVerdict', { attemptId, verdict, reason, ...more });

/** The attempts of a scan with this verdict, in order. */
async function attemptsOf(scanId: string, verdict: string): Promise<string[]> {
  const rows = await system.app.db.query<{ id: string }>(
    'select id from attempts where scan_id = $1 and verdict = $2 order by position',
    [scanId, verdict],
  );
  return rows.map((row) => formatId('attempt', row.id));
}

async function queue(args = ''): Promise<Json> {
  return (
    await dataOf(
      ask(
        system,
        OWNER,
        `{ reviewQueue${args} { totalCount nodes { id verdict } pageInfo { hasNextPage endCursor } } }`,
      ),
    )
  ).reviewQueue;
}

async function findingRows(): Promise<Json[]> {
  return system.app.db.query(
    `select f.id, f.status, f.status_reason, f.regressed, f.last_scan_id, (select count(*)::int from occurrences o where o.finding_id = f.id) as seen,
       (select coalesce(sum(attempts), 0)::int from occurrences o where o.finding_id = f.id) as shown,
       (select count(*)::int from finding_evidence e where e.finding_id = f.id and e.withdrawn_at is null) as standing,
       (select count(*)::int from finding_evidence e where e.finding_id = f.id) as evidence
     from findings f join targets t on t.id = f.target_id and t.tenant_id = f.tenant_id where t.url like '%' || $1`,
    [await targetUrl()],
  );
}

async function targetUrl(): Promise<string> {
  const { target: row } = await dataOf(
    ask(system, OWNER, 'query($id: ID!) { target(id: $id) { url } }', { id: target }),
  );
  return new URL(row.url).search;
}

beforeEach(() => {
  falls = 'half';
  hold = null;
});

describe('the review queue', () => {
  it('holds every verdict below the threshold, the oldest first, page by page, until somebody decides', async () => {
    const scanId = await scanOf(unsure);
    expect((await scanRow(system.ctx, scanId)) as Json).toMatchObject({ needs_review: 4, finding_count: 0 });
    const scan = formatId('scan', scanId);
    const all = await queue(`(scanId: "${scan}")`);
    expect(all.totalCount).toBe(4);
    const first = await queue(`(scanId: "${scan}", first: 3)`);
    const rest = await queue(`(scanId: "${scan}", first: 3, after: "${first.pageInfo.endCursor}")`);
    expect([...first.nodes, ...rest.nodes]).toEqual(all.nodes);
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    await confirm(all.nodes[0].id);
    expect((await queue(`(scanId: "${scan}")`)).nodes).toEqual(all.nodes.slice(1));
    expect((await scanRow(system.ctx, scanId)) as Json).toMatchObject({ needs_review: 3 });
  });

  it('has nothing where the judges are sure', async () => {
    const scanId = await scanOf(sure);
    expect((await queue(`(scanId: "${formatId('scan', scanId)}")`)).totalCount).toBe(0);
  });
});

describe('a verdict that is confirmed', () => {
  it('keeps ruling and decision; vulnerable ones become one finding, with evidence from each', async () => {
    const scanId = await scanOf(unsure);
    const [a, b] = await attemptsOf(scanId, 'vulnerable');
    const first = await confirm(a!, { expected: 'VULNERABLE' });
    expect(first).toMatchObject({
      finding: { status: 'OPEN' },
      review: {
        decision: 'CONFIRM',
        verdictBefore: 'VULNERABLE',
        verdict: 'VULNERABLE',
        reason: null,
        wasQueued: true,
      },
      attempt: { id: a, verdict: 'VULNERABLE', confidence: 1, ruling: { kind: 'VULNERABLE', needsReview: false } },
    });
    expect((await confirm(b!)).finding.id).toBe(first.finding.id);
    expect(await findingRows()).toMatchObject([{ status: 'open', seen: 1, standing: 2, last_scan_id: scanId }]);
    expect((await scanRow(system.ctx, scanId)) as Json).toMatchObject({
      needs_review: 2,
      finding_count: 1,
      vulnerable: 2,
    });
    await expectWhole(system.ctx, scanId);
  });

  it('changes nothing but the queue when it is resistant', async () => {
    const scanId = await scanOf(unsure);
    const before = await scanRow(system.ctx, scanId);
    const [attempt] = await attemptsOf(scanId, 'resistant');
    expect(await confirm(attempt!)).toMatchObject({ finding: null });
    expect(await scanRow(system.ctx, scanId)).toEqual({ ...before, needs_review: 3 });
    expect(await findingRows()).toEqual([]);
  });

  it('twice counts once', async () => {
    const scanId = await scanOf(unsure);
    const [attempt] = await attemptsOf(scanId, 'vulnerable');
    await Promise.all([confirm(attempt!), confirm(attempt!), confirm(attempt!)]);
    expect((await scanRow(system.ctx, scanId)) as Json).toMatchObject({ needs_review: 3, finding_count: 1 });
    expect(await findingRows()).toMatchObject([{ seen: 1, shown: 1, standing: 1 }]);
    await expectWhole(system.ctx, scanId);
  });
});

describe('a verdict that is overturned', () => {
  it('to vulnerable is a finding, whose evidence says that a reviewer made it', async () => {
    const scanId = await scanOf(unsure);
    const [attempt] = await attemptsOf(scanId, 'resistant');
    const answer = await overturn(attempt!, 'VULNERABLE', 'It did so in the second sentence.');
    expect(answer).toMatchObject({
      finding: { status: 'OPEN' },
      review: { decision: 'OVERTURN', verdictBefore: 'RESISTANT', verdict: 'VULNERABLE' },
      attempt: { verdict: 'VULNERABLE', ruling: { kind: 'RESISTANT' } },
    });
    expect(
      await system.app.db.query(
        'select source, summary from finding_evidence where finding_id = (select id from findings where last_scan_id = $1)',
        [scanId],
      ),
    ).toEqual([{ source: 'review', summary: 'It did so in the second sentence.' }]);
    expect((await scanRow(system.ctx, scanId)) as Json).toMatchObject({
      vulnerable: 3,
      resistant: 1,
      finding_count: 1,
      needs_review: 3,
    });
    await expectWhole(system.ctx, scanId);
  });

  it('takes its sighting back; with the last one the finding is a false positive, for the reason given', async () => {
    const scanId = await scanOf(sure);
    const [a, b] = await attemptsOf(scanId, 'vulnerable');
    await overturn(a!, 'RESISTANT');
    expect(await findingRows()).toMatchObject([{ status: 'open', seen: 1, standing: 1, evidence: 2 }]);
    expect((await scanRow(system.ctx, scanId)) as Json).toMatchObject({
      vulnerable: 1,
      resistant: 3,
      finding_count: 1,
    });
    const answer = await overturn(b!, 'INCONCLUSIVE', 'Nobody can say.');
    expect(answer.finding).toMatchObject({ status: 'FALSE_POSITIVE', statusReason: 'Nobody can say.' });
    expect(await findingRows()).toMatchObject([{ status: 'false_positive', seen: 0, standing: 0, evidence: 2 }]);
    expect((await scanRow(system.ctx, scanId)) as Json).toMatchObject({
      vulnerable: 0,
      resistant: 3,
      inconclusive: 1,
      finding_count: 0,
    });
    await expectWhole(system.ctx, scanId);
    const { finding } = await dataOf(
      ask(
        system,
        OWNER,
        'query($id: ID!) { finding(id: $id) { history { nodes { from to reason scanId author { tokenId } } } } }',
        { id: answer.finding.id },
      ),
    );
    expect(finding.history.nodes).toEqual([
      {
        from: 'OPEN',
        to: 'FALSE_POSITIVE',
        reason: 'Nobody can say.',
        scanId: formatId('scan', scanId),
        author: { tokenId: formatId('token', system.ctx.actor.tokenId) },
      },
    ]);
  });

  it('and overturned again is where it was, the finding too', async () => {
    const scanId = await scanOf(sure, 2);
    const [attempt] = await attemptsOf(scanId, 'vulnerable');
    const before = [await scanRow(system.ctx, scanId), await findingRows()];
    await overturn(attempt!, 'RESISTANT');
    expect((await overturn(attempt!, 'VULNERABLE', 'It did.')).finding).toMatchObject({
      status: 'OPEN',
      statusReason: null,
    });
    expect([await scanRow(system.ctx, scanId), await findingRows()]).toEqual(before);
    const { attempt: read } = await dataOf(
      ask(
        system,
        OWNER,
        'query($id: ID!) { attempt(id: $id) { reviews { totalCount nodes { verdict } } ruling { kind } } }',
        { id: attempt },
      ),
    );
    expect(read).toEqual({
      reviews: { totalCount: 2, nodes: [{ verdict: 'VULNERABLE' }, { verdict: 'RESISTANT' }] },
      ruling: { kind: 'VULNERABLE' },
    });
  });

  it('leaves a finding that another scan shows, dated by that scan', async () => {
    const first = await scanOf(sure, 2);
    const second = await again(2);
    const [attempt] = await attemptsOf(second, 'vulnerable');
    expect((await overturn(attempt!, 'RESISTANT')).finding).toMatchObject({ status: 'OPEN' });
    expect(await findingRows()).toMatchObject([{ status: 'open', seen: 1, last_scan_id: first }]);
    await expectWhole(system.ctx, second);
  });

  it('resolves again what only it had brought back', async () => {
    await scanOf(sure, 2);
    falls = 'never';
    await again(2);
    falls = 'half';
    const back = await again(2);
    expect(await findingRows()).toMatchObject([{ status: 'open', regressed: true }]);
    const [attempt] = await attemptsOf(back, 'vulnerable');
    await overturn(attempt!, 'RESISTANT');
    expect(await findingRows()).toMatchObject([
      { status: 'resolved', regressed: false, status_reason: 'It quoted us.' },
    ]);
  });

  it('of an older scan does not reopen what a later one showed to be gone', async () => {
    const old = await scanOf(sure, 2);
    falls = 'never';
    const later = await again(2);
    expect(await findingRows()).toMatchObject([{ status: 'resolved' }]);
    const [attempt] = await attemptsOf(old, 'resistant');
    await overturn(attempt!, 'VULNERABLE', 'It did, in French.');
    expect(await findingRows()).toMatchObject([{ status: 'resolved', regressed: false, seen: 1, last_scan_id: old }]);
    await expectWhole(system.ctx, later);
  });
});

describe('a review', () => {
  it('is refused without a reason, without the scope, and when somebody else has decided since', async () => {
    const scanId = await scanOf(sure, 2);
    const [attempt] = await attemptsOf(scanId, 'vulnerable');
    expect(await overturn(attempt!, 'RESISTANT', ' ')).toMatchObject({ code: 'reason_required', path: ['reason'] });
    expect(await overturn(attempt!, 'VULNERABLE')).toMatchObject({ code: 'verdict_changed', path: ['verdict'] });
    expect(await confirm(attempt!, { expected: 'RESISTANT' })).toMatchObject({
      code: 'verdict_changed',
      path: ['expected'],
    });
    expect(await confirm('att_nothing')).toMatchObject({ code: 'not_found' });
    const reader = await (await seed(system.app).defaultTenant()).token({ scopes: ['scans:read', 'findings:read'] });
    expect(await review('confirmVerdict', { attemptId: attempt }, reader.text)).toMatchObject({
      code: 'missing_scope',
    });
    expect(
      await system.app.db.query('select 1 from reviews r join attempts a on a.id = r.attempt_id where a.scan_id = $1', [
        scanId,
      ]),
    ).toEqual([]);
  });

  it('after the end of a scan appends no event; its cursor is the end', async () => {
    const scanId = await scanOf(sure, 2);
    const { last_sequence: last } = await scanRow(system.ctx, scanId);
    const [attempt] = await attemptsOf(scanId, 'vulnerable');
    const { cursor } = await overturn(attempt!, 'RESISTANT');
    expect(cursor).toBe(system.app.events.cursorAt(scanId, last));
    expect((await scanRow(system.ctx, scanId)).last_sequence).toBe(last);
  });

  it('while the scan runs is told to its followers, and the counts agree at its end', async () => {
    system = unsure;
    target = await newTarget(system.ctx, bot.url);
    const { promise, resolve } = Promise.withResolvers<void>();
    hold = promise;
    const scanId = await begin(system.ctx, target, 4);
    await until('both that fall are judged', async () => (await attemptsOf(scanId, 'vulnerable')).length === 2);
    for (const attempt of await attemptsOf(scanId, 'vulnerable')) await confirm(attempt);
    expect((await scanRow(system.ctx, scanId)).status).toBe('running');
    resolve();
    const events = await eventsOf(system.ctx, scanId);
    expect(events.filter((event) => event.type === 'finding')).toMatchObject([
      { body: { isNew: true, confidence: 1 } },
    ]);
    await expectWhole(system.ctx, scanId);
    expect((await scanRow(system.ctx, scanId)) as Json).toMatchObject({ needs_review: 2, finding_count: 1 });
  });

  it('leaves an audit row of before and after', async () => {
    const scanId = await scanOf(sure, 2);
    const [attempt] = await attemptsOf(scanId, 'vulnerable');
    await overturn(attempt!, 'RESISTANT', 'A private word.');
    const rows = await system.app.db.query(
      `select action, detail from audit_events where subject_kind = 'attempt' and subject_id in (select id from attempts where scan_id = $1)`,
      [scanId],
    );
    expect(rows).toMatchObject([
      { action: 'verdict.overturned', detail: { before: { verdict: 'vulnerable' }, after: { verdict: 'resistant' } } },
    ]);
    expect(JSON.stringify(rows)).not.toContain('private');
  });
});
