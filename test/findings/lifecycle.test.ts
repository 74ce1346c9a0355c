import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FindingBody } from '#src/scans/scan-events.ts';
import { openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { type ModelServer, startModelServer } from '#test/kit/model-server.ts';
import { begin, eventsOf, expectWhole, newTarget, obey, REFUSAL, scanRow } from '#test/kit/scan.ts';
import { finish } from '#worker/finish.ts';

let system: TestSystem;
let bot: ModelServer;
/** What the target does in the next scan. Half: it falls for one of the probe's two variants. Down: it has no answer. */
let behaviour: 'falls' | 'half' | 'resists' | 'down' = 'falls';
let target: string;

beforeAll(async () => {
  system = await openTestSystem({ worker: true });
  bot = await startModelServer({
    reply(messages) {
      const second = messages.at(-1)?.content?.startsWith('Hello');
      if (behaviour === 'down' && second) return { status: 400 };
      return behaviour === 'falls' || (behaviour === 'half' && !second) ? obey(messages) : REFUSAL;
    },
  });
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  await bot.close();
});
beforeEach(async () => {
  target = await newTarget(system.ctx, bot.url);
});

type FindingRow = Record<
  'id' | 'status' | 'status_reason' | 'evidence_line' | 'first_scan_id' | 'last_scan_id',
  string
> & {
  regressed: boolean;
  resolved_at: Date | null;
  confidence: number;
};

/** Scans the target once, and says what its findings are then and which events told of them. */
async function scan(how: typeof behaviour): Promise<{ scanId: string; findings: FindingRow[]; told: FindingBody[] }> {
  behaviour = how;
  const scanId = await begin(system.ctx, target, 4);
  const events = await eventsOf(system.ctx, scanId);
  await expectWhole(system.ctx, scanId);
  const { status, target_id } = (await scanRow(system.ctx, scanId)) as unknown as Record<string, string>;
  expect(status).toBe('completed');
  const findings = await system.app.system.query<FindingRow>('select * from findings where target_id = $1', [
    target_id,
  ]);
  const told = events.filter((event) => event.type === 'finding').map((event) => event.body as FindingBody);
  return { scanId, findings, told };
}

async function triage(status: string): Promise<void> {
  await system.app.system.query(`update findings set status = $1::finding_status where status = 'open'`, [status]);
}

const OPEN = { status: 'open', status_reason: null, regressed: false, resolved_at: null };

describe('a finding', () => {
  it('is told once in a scan, however many attempts show it, and says what was seen', async () => {
    const { scanId, findings, told } = await scan('falls');
    expect(findings).toMatchObject([{ ...OPEN, first_scan_id: scanId, last_scan_id: scanId }]);
    expect(told).toMatchObject([
      { findingId: findings[0]!.id, probeId: 'prompt-injection-basic', isNew: true, regressed: false },
    ]);
    expect(await occurrences(findings[0]!.id)).toEqual([{ scan_id: scanId, attempts: 4, regressed: false }]);
    const evidence = await system.app.system.query(
      'select attempt_id, source, excerpt from finding_evidence where finding_id = $1',
      [findings[0]!.id],
    );
    expect(new Set(evidence.map((row) => row.attempt_id)).size).toBe(4);
    for (const row of evidence) expect(row).toMatchObject({ source: 'canary', excerpt: expect.stringMatching(/\w/) });
  });

  it('that shows in a second scan is the same row, with a second occurrence', async () => {
    const first = await scan('falls');
    const second = await scan('half');
    expect(second.findings).toMatchObject([
      { ...OPEN, id: first.findings[0]!.id, first_scan_id: first.scanId, last_scan_id: second.scanId },
    ]);
    expect(second.told).toMatchObject([{ findingId: first.findings[0]!.id, isNew: false, regressed: false }]);
    expect(await occurrences(first.findings[0]!.id)).toEqual([
      { scan_id: first.scanId, attempts: 4, regressed: false },
      { scan_id: second.scanId, attempts: 2, regressed: false },
    ]);
  });

  it('that every attempt of a later scan resisted is resolved, and comes back as a regression', async () => {
    const first = await scan('falls');
    const resolved = await scan('resists');
    expect(resolved.told).toEqual([]);
    expect(resolved.findings).toMatchObject([
      { status: 'resolved', resolved_at: expect.any(Date), last_scan_id: first.scanId },
    ]);
    const back = await scan('half');
    expect(back.findings).toMatchObject([
      { ...OPEN, id: first.findings[0]!.id, regressed: true, last_scan_id: back.scanId },
    ]);
    expect(back.told).toMatchObject([{ isNew: false, regressed: true }]);
    expect((await occurrences(first.findings[0]!.id)).map((row) => row.regressed)).toEqual([false, true]);
    const again = await scan('half');
    expect(again.told).toMatchObject([{ isNew: false, regressed: false }]);
    const history = await system.app.system.query(
      `select number, before->>'status' as before, after->>'status' as after, scan_id, actor_token_id from finding_changes where finding_id = $1 order by number`,
      [first.findings[0]!.id],
    );
    expect(history).toEqual([
      { number: 1, before: 'open', after: 'resolved', scan_id: resolved.scanId, actor_token_id: null },
      { number: 2, before: 'resolved', after: 'open', scan_id: back.scanId, actor_token_id: null },
    ]);
  });

  it('stays open while one attempt of a later scan had no answer', async () => {
    await scan('falls');
    expect((await scan('down')).findings).toMatchObject([OPEN]);
  });

  it.each(['accepted', 'false_positive'])('that a person called %s stays so, seen again or not', async (status) => {
    await scan('falls');
    await triage(status);
    const again = await scan('falls');
    expect(again.findings).toMatchObject([{ status, regressed: false, last_scan_id: again.scanId }]);
    expect((await scan('resists')).findings).toMatchObject([{ status }]);
  });

  it('that is being worked on stays triaged, until it is resolved', async () => {
    await scan('falls');
    await triage('triaged');
    expect((await scan('half')).findings).toMatchObject([{ status: 'triaged' }]);
    expect((await scan('resists')).findings).toMatchObject([{ status: 'resolved' }]);
  });

  it('of another target is another finding', async () => {
    const { findings } = await scan('falls');
    target = await newTarget(system.ctx, bot.url);
    const other = await scan('falls');
    expect(other.told).toMatchObject([{ isNew: true }]);
    expect(other.findings[0]!.id).not.toBe(findings[0]!.id);
  });

  it('seen by a scan that began later is not resolved by one that ends later', async () => {
    await scan('resists');
    const later = await scan('falls');
    // As if a scan had begun before it and were ending only now, with nothing but resistance.
    const early = await scan('resists');
    await system.app.system.query(`update findings set status = 'open', resolved_at = null where last_scan_id = $1`, [
      later.scanId,
    ]);
    await system.app.system.query(
      `update scans set status = 'judging', started_at = started_at - interval '1 hour' where id = $1`,
      [early.scanId],
    );
    await finish(system.app, { tenantId: system.ctx.actor.tenantId, scanId: early.scanId });
    expect((await scanRow(system.ctx, early.scanId)).status).toBe('completed');
    const rows = await system.app.system.query('select status from findings where last_scan_id = $1', [later.scanId]);
    expect(rows).toEqual([{ status: 'open' }]);
  });
});

function occurrences(findingId: string): Promise<Record<string, unknown>[]> {
  return system.app.system.query(
    'select scan_id, attempts, regressed from occurrences where finding_id = $1 order by created_at',
    [findingId],
  );
}
