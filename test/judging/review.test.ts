import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatId } from '#src/platform/ids.ts';
import { mutate } from '#test/kit/mutate.ts';
import { eventsOf, expectWhole } from '#test/kit/scan.ts';
import { seed } from '#test/kit/seed.ts';
import { until } from '#test/kit/until.ts';
import { Reviews } from './reviews.ts';

// Real scans of a bot that falls for one of the probe's two variants. One system judges as usual; the other is never sure enough.

let sure: Reviews;
let unsure: Reviews;

beforeAll(async () => {
  sure = await Reviews.open();
  unsure = await Reviews.open(0.999);
});
afterAll(async () => {
  await unsure[Symbol.asyncDispose]();
  await sure[Symbol.asyncDispose]();
});

describe('the review queue', () => {
  it('holds every verdict below the threshold, the oldest first, page by page, until somebody decides', async () => {
    const scanId = await unsure.scan();
    expect(await unsure.row(scanId)).toMatchObject({ needs_review: 4, finding_count: 0 });
    const scan = formatId('scan', scanId);
    const all = await unsure.queue(`(scanId: "${scan}")`);
    expect(all.totalCount).toBe(4);
    const first = await unsure.queue(`(scanId: "${scan}", first: 3)`);
    const rest = await unsure.queue(`(scanId: "${scan}", first: 3, after: "${first.pageInfo.endCursor}")`);
    expect([...first.nodes, ...rest.nodes]).toEqual(all.nodes);
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    await unsure.confirm(all.nodes[0].id);
    expect((await unsure.queue(`(scanId: "${scan}")`)).nodes).toEqual(all.nodes.slice(1));
    expect(await unsure.row(scanId)).toMatchObject({ needs_review: 3 });
  });

  it('has nothing where the judges are sure', async () => {
    const scanId = await sure.scan();
    expect((await sure.queue(`(scanId: "${formatId('scan', scanId)}")`)).totalCount).toBe(0);
  });

  it('goes by the threshold that the tenant has decided on, from the next scan on', async () => {
    const settings = (judgeConfidenceThreshold: number | null) =>
      mutate(sure.system, 'updateSettings', { judgeConfidenceThreshold }, 'settings { judgeConfidenceThreshold }');
    expect(await settings(0.999)).toMatchObject({ settings: { judgeConfidenceThreshold: 0.999 } });
    const strict = await sure.scan();
    expect(await sure.row(strict)).toMatchObject({ needs_review: 4 });
    await settings(null);
    expect(await sure.row(await sure.scan())).toMatchObject({ needs_review: 0 });
  });
});

describe('a verdict that is confirmed', () => {
  it('keeps ruling and decision; vulnerable ones become one finding, with evidence from each', async () => {
    const scanId = await unsure.scan();
    const [a, b] = await unsure.attemptsOf(scanId, 'vulnerable');
    const first = await unsure.confirm(a!, { expected: 'VULNERABLE' });
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
    expect((await unsure.confirm(b!)).finding.id).toBe(first.finding.id);
    expect(await unsure.findings()).toMatchObject([{ status: 'open', seen: 1, standing: 2, last_scan_id: scanId }]);
    expect(await unsure.row(scanId)).toMatchObject({
      needs_review: 2,
      finding_count: 1,
      vulnerable: 2,
    });
    await expectWhole(unsure.system.ctx, scanId);
  });

  it('changes nothing but the queue when it is resistant', async () => {
    const scanId = await unsure.scan();
    const before = await unsure.row(scanId);
    const [attempt] = await unsure.attemptsOf(scanId, 'resistant');
    expect(await unsure.confirm(attempt!)).toMatchObject({ finding: null });
    expect(await unsure.row(scanId)).toEqual({ ...before, needs_review: 3 });
    expect(await unsure.findings()).toEqual([]);
  });

  it('twice counts once', async () => {
    const scanId = await unsure.scan();
    const [attempt] = await unsure.attemptsOf(scanId, 'vulnerable');
    await Promise.all([unsure.confirm(attempt!), unsure.confirm(attempt!), unsure.confirm(attempt!)]);
    expect(await unsure.row(scanId)).toMatchObject({ needs_review: 3, finding_count: 1 });
    expect(await unsure.findings()).toMatchObject([{ seen: 1, shown: 1, standing: 1 }]);
    await expectWhole(unsure.system.ctx, scanId);
  });
});

describe('a review', () => {
  it('is refused without a reason, without the scope, and when somebody else has decided since', async () => {
    const scanId = await sure.scan(2);
    const [attempt] = await sure.attemptsOf(scanId, 'vulnerable');
    expect(await sure.overturn(attempt!, 'RESISTANT', ' ')).toMatchObject({
      code: 'reason_required',
      path: ['reason'],
    });
    expect(await sure.overturn(attempt!, 'VULNERABLE')).toMatchObject({ code: 'verdict_changed', path: ['verdict'] });
    expect(await sure.confirm(attempt!, { expected: 'RESISTANT' })).toMatchObject({
      code: 'verdict_changed',
      path: ['expected'],
    });
    expect(await sure.confirm('att_nothing')).toMatchObject({ code: 'not_found' });
    const reader = await (await seed(sure.system.app).defaultTenant()).token({
      scopes: ['scans:read', 'findings:read'],
    });
    expect(await sure.review('confirmVerdict', { attemptId: attempt }, reader.text)).toMatchObject({
      code: 'missing_scope',
    });
    expect(
      await sure.system.app.system.query(
        'select 1 from reviews r join attempts a on a.id = r.attempt_id where a.scan_id = $1',
        [scanId],
      ),
    ).toEqual([]);
  });

  it('after the end of a scan appends no event; its cursor is the end', async () => {
    const scanId = await sure.scan(2);
    const { last_sequence: last } = await sure.row(scanId);
    const [attempt] = await sure.attemptsOf(scanId, 'vulnerable');
    const { cursor } = await sure.overturn(attempt!, 'RESISTANT');
    expect(cursor).toBe(sure.system.app.events.cursorAt(scanId, last));
    expect((await sure.row(scanId)).last_sequence).toBe(last);
  });

  it('while the scan runs is told to its followers, and the counts agree at its end', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    unsure.hold = promise;
    const scanId = await unsure.begin(4);
    await until('both that fall are judged', async () => (await unsure.attemptsOf(scanId, 'vulnerable')).length === 2);
    for (const attempt of await unsure.attemptsOf(scanId, 'vulnerable')) await unsure.confirm(attempt);
    expect((await unsure.row(scanId)).status).toBe('running');
    resolve();
    const events = await eventsOf(unsure.system.ctx, scanId);
    expect(events.filter((event) => event.type === 'finding')).toMatchObject([
      { body: { isNew: true, confidence: 1 } },
    ]);
    await expectWhole(unsure.system.ctx, scanId);
    expect(await unsure.row(scanId)).toMatchObject({ needs_review: 2, finding_count: 1 });
  });

  it('leaves an audit row of before and after', async () => {
    const scanId = await sure.scan(2);
    const [attempt] = await sure.attemptsOf(scanId, 'vulnerable');
    await sure.overturn(attempt!, 'RESISTANT', 'A private word.');
    const rows = await sure.system.app.system.query(
      `select action, detail from audit_events where subject_kind = 'attempt' and subject_id in (select id from attempts where scan_id = $1)`,
      [scanId],
    );
    expect(rows).toMatchObject([
      { action: 'verdict.overturned', detail: { before: { verdict: 'vulnerable' }, after: { verdict: 'resistant' } } },
    ]);
    expect(JSON.stringify(rows)).not.toContain('private');
  });
});
