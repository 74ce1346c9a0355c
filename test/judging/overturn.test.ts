import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatId } from '#src/platform/ids.ts';
import { OWNER } from '#test/kit/app.ts';
import { ask, dataOf } from '#test/kit/ask.ts';
import { expectWhole } from '#test/kit/scan.ts';
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

describe('a verdict that is overturned', () => {
  it('to vulnerable is a finding, whose evidence says that a reviewer made it', async () => {
    const scanId = await unsure.scan();
    const [attempt] = await unsure.attemptsOf(scanId, 'resistant');
    const answer = await unsure.overturn(attempt!, 'VULNERABLE', 'It did so in the second sentence.');
    expect(answer).toMatchObject({
      finding: { status: 'OPEN' },
      review: { decision: 'OVERTURN', verdictBefore: 'RESISTANT', verdict: 'VULNERABLE' },
      attempt: { verdict: 'VULNERABLE', ruling: { kind: 'RESISTANT' } },
    });
    expect(
      await unsure.system.app.system.query(
        'select source, summary from finding_evidence where finding_id = (select id from findings where last_scan_id = $1)',
        [scanId],
      ),
    ).toEqual([{ source: 'review', summary: 'It did so in the second sentence.' }]);
    expect(await unsure.row(scanId)).toMatchObject({
      vulnerable: 3,
      resistant: 1,
      finding_count: 1,
      needs_review: 3,
    });
    await expectWhole(unsure.system.ctx, scanId);
  });

  it('takes its sighting back; with the last one the finding is a false positive, for the reason given', async () => {
    const scanId = await sure.scan();
    const [a, b] = await sure.attemptsOf(scanId, 'vulnerable');
    await sure.overturn(a!, 'RESISTANT');
    expect(await sure.findings()).toMatchObject([{ status: 'open', seen: 1, standing: 1, evidence: 2 }]);
    expect(await sure.row(scanId)).toMatchObject({
      vulnerable: 1,
      resistant: 3,
      finding_count: 1,
    });
    const answer = await sure.overturn(b!, 'INCONCLUSIVE', 'Nobody can say.');
    expect(answer.finding).toMatchObject({ status: 'FALSE_POSITIVE', statusReason: 'Nobody can say.' });
    expect(await sure.findings()).toMatchObject([{ status: 'false_positive', seen: 0, standing: 0, evidence: 2 }]);
    expect(await sure.row(scanId)).toMatchObject({
      vulnerable: 0,
      resistant: 3,
      inconclusive: 1,
      finding_count: 0,
    });
    await expectWhole(sure.system.ctx, scanId);
    const { finding } = await dataOf(
      ask(
        sure.system,
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
        author: { tokenId: formatId('token', sure.system.ctx.actor.tokenId!) },
      },
    ]);
  });

  it('is quoted by no finding any more that another attempt shows', async () => {
    const scanId = await sure.scan();
    const attempts = await sure.attemptsOf(scanId, 'vulnerable');
    const [line] = (await sure.findings()).map((finding) => finding.evidence_line);
    const quoted = await sure.system.app.system.query<{ attempt_id: string; excerpt: string }>(
      'select attempt_id, excerpt from finding_evidence where scan_id = $1',
      [scanId],
    );
    const { attempt_id: first, excerpt } = quoted.find((row) => line.includes(row.excerpt))!;
    const other = quoted.find((row) => row.attempt_id !== first)!;
    expect(other.excerpt).not.toBe(excerpt);
    await sure.overturn(attempts.find((id) => id === formatId('attempt', first))!, 'RESISTANT');
    const [finding] = await sure.findings();
    expect(finding.evidence_line).toContain(other.excerpt);
    expect(finding.evidence_line).not.toContain(excerpt);
  });

  it('while its scan is being deleted is refused or done, never an error of ours', async () => {
    for (let i = 0; i < 5; i += 1) {
      const scanId = await sure.scan(2);
      const [attempt] = await sure.attemptsOf(scanId, 'vulnerable');
      const remove = `mutation { deleteScan(input: { scanId: "${formatId('scan', scanId)}" }) { __typename } }`;
      const overturn = `mutation { overturnVerdict(input: { attemptId: "${attempt}", verdict: RESISTANT, reason: "No." }) { __typename } }`;
      const [removed, answer] = await Promise.all(
        [remove, overturn].map((text) => dataOf(ask(sure.system, OWNER, text))),
      );
      expect(removed.deleteScan.__typename).toBe('DeleteScanPayload');
      expect(answer.overturnVerdict.__typename).toMatch(/^(NotFoundProblem|OverturnVerdictPayload)$/);
    }
  });

  it('and overturned again is where it was, the finding too', async () => {
    const scanId = await sure.scan(2);
    const [attempt] = await sure.attemptsOf(scanId, 'vulnerable');
    const before = [await sure.row(scanId), await sure.findings()];
    await sure.overturn(attempt!, 'RESISTANT');
    expect((await sure.overturn(attempt!, 'VULNERABLE', 'It did.')).finding).toMatchObject({
      status: 'OPEN',
      statusReason: null,
    });
    expect([await sure.row(scanId), await sure.findings()]).toEqual(before);
    const { attempt: read } = await dataOf(
      ask(
        sure.system,
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
    const first = await sure.scan(2);
    const second = await sure.again(2);
    const [attempt] = await sure.attemptsOf(second, 'vulnerable');
    expect((await sure.overturn(attempt!, 'RESISTANT')).finding).toMatchObject({ status: 'OPEN' });
    expect(await sure.findings()).toMatchObject([{ status: 'open', seen: 1, last_scan_id: first }]);
    await expectWhole(sure.system.ctx, second);
  });

  it('resolves again what only it had brought back', async () => {
    await sure.scan(2);
    sure.falls = 'never';
    await sure.again(2);
    sure.falls = 'half';
    const back = await sure.again(2);
    expect(await sure.findings()).toMatchObject([{ status: 'open', regressed: true }]);
    const [attempt] = await sure.attemptsOf(back, 'vulnerable');
    await sure.overturn(attempt!, 'RESISTANT');
    expect(await sure.findings()).toMatchObject([
      { status: 'resolved', regressed: false, status_reason: 'It quoted us.' },
    ]);
  });

  it('of an older scan does not reopen what a later one showed to be gone', async () => {
    const old = await sure.scan(2);
    sure.falls = 'never';
    const later = await sure.again(2);
    expect(await sure.findings()).toMatchObject([{ status: 'resolved' }]);
    const [attempt] = await sure.attemptsOf(old, 'resistant');
    await sure.overturn(attempt!, 'VULNERABLE', 'It did, in French.');
    expect(await sure.findings()).toMatchObject([{ status: 'resolved', regressed: false, seen: 1, last_scan_id: old }]);
    await expectWhole(sure.system.ctx, later);
  });
});
