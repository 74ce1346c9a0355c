import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { settleRulings } from '#src/findings/settle-rulings.ts';
import type { Ruling } from '#src/judging/ruling.ts';
import type { LogScope } from '#src/platform/events.ts';
import { openAnswerStore } from '#src/scans/answer-store.ts';
import { cancelScan } from '#src/scans/cancel-scan.ts';
import { claimAnswers } from '#src/scans/claim-answers.ts';
import { claimAttempts } from '#src/scans/claim-attempts.ts';
import type { ClaimedAttempt } from '#src/scans/claimed-attempt.ts';
import type { Lane, Stage } from '#src/scans/lane.ts';
import { planScan } from '#src/scans/plan-scan.ts';
import { type AnsweredAttempt, storeAnswers } from '#src/scans/store-answers.ts';
import { sweepScans } from '#src/scans/sweep-scans.ts';
import { type LlmConfig, llmConfig } from '#src/targets/llm-config.ts';
import { openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { laneOn } from '#test/kit/lane.ts';
import { begin, newTarget, REFUSAL, scanRow } from '#test/kit/scan.ts';

// The steps of a worker, one by one: what a worker does that was paused, or cut off, and comes back with work that is not its own any more.

let system: TestSystem;
let config: LlmConfig;
let target: string;
let scope: LogScope;
beforeAll(async () => {
  system = await openTestSystem();
  config = llmConfig.parse({ concurrency: 64 });
  target = await newTarget(system.ctx, 'https://example.com/v1', { concurrency: 64 });
});
afterAll(() => system[Symbol.asyncDispose]());
beforeEach(async () => {
  scope = { tenantId: system.ctx.actor.tenantId, scanId: await begin(system.ctx, target, 6) };
  await planScan(system.ctx, scope, []);
});

const laneOf = (stage: Stage) => laneOn(system.ctx, scope, stage);
const claim = async (lane: Lane, want: number) => (await claimAttempts(system.ctx, lane, config, want)).attempts;

function answered(lane: Lane, attempts: readonly ClaimedAttempt[], text = REFUSAL): AnsweredAttempt[] {
  const answer = {
    text,
    toolCalls: [],
    finish: 'stop' as const,
    model: null,
    usage: { inputTokens: 10, outputTokens: 5, estimated: false },
    httpStatus: 200,
    latencyMs: 5,
  };
  return attempts.map(({ id }) => ({
    id,
    laneId: lane.id,
    rendered: null,
    conversation: { system: null, turns: [{ prompt: 'Hello?', answer }], calls: 1, failure: null, dlp: [] },
  }));
}

const store = (answers: AnsweredAttempt[]) => storeAnswers(system.ctx, scope, config, answers);

function rulings(lane: Lane, ids: readonly string[], kind: Ruling['kind'] = 'resistant'): Ruling[] {
  return ids.map((attemptId) => ({
    attemptId,
    laneId: lane.id,
    probe: null,
    answers: [REFUSAL],
    evidence: [],
    opinions: [],
    kind,
    confidence: 0.9,
    basis: 'oracle',
    reasons: [],
    needsReview: false,
    meta: null,
  }));
}

const settle = (ruled: Ruling[]) => settleRulings(system.ctx, scope, target, ruled);

/** The worker behind a lane is dead as far as anybody can tell, and the sweep has noticed. */
async function loseLease(lane: Lane): Promise<void> {
  await system.app.system.query(`update lanes set lease_until = now() - interval '1 second' where id = $1`, [lane.id]);
  await sweepScans(system.app);
}

describe('an answer', () => {
  it('of a lane that lost its lease is dropped: the attempt runs again and is counted there', async () => {
    await using paused = await laneOf('send');
    const attempts = await claim(paused, 6);
    await loseLease(paused);
    await using other = await laneOf('send');
    expect((await claim(other, 6)).map(({ id }) => id).sort()).toEqual(attempts.map(({ id }) => id).sort());
    await store(answered(other, attempts.slice(0, 3), 'The answer that counts.'));
    await store(answered(paused, attempts, 'Too late.'));
    expect(await scanRow(system.ctx, scope.scanId)).toMatchObject({ answered: 3, spent_calls: 3, spent_tokens: 45n });
    await store(answered(other, attempts.slice(3), 'The answer that counts.'));
    const turns = await system.app.system.query<{ answer: string; claims: number }>(
      'select t.answer, a.claims from attempts a join attempt_turns t on t.attempt_id = a.id where a.scan_id = $1',
      [scope.scanId],
    );
    expect(turns).toEqual(attempts.map(() => ({ answer: 'The answer that counts.', claims: 2 })));
    expect(await scanRow(system.ctx, scope.scanId)).toMatchObject({ status: 'judging', answered: 6, spent_calls: 6 });
  });

  it('stored twice is counted once', async () => {
    await using lane = await laneOf('send');
    const attempts = await claim(lane, 2);
    await store(answered(lane, attempts));
    await store(answered(lane, attempts));
    expect(await scanRow(system.ctx, scope.scanId)).toMatchObject({ answered: 2, spent_calls: 2 });
  });

  it('that cannot be stored at all is told as that, and takes no other with it', async () => {
    await using lane = await laneOf('send');
    const answers = answered(lane, await claim(lane, 6));
    const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
    answers[2]!.conversation.turns[0]!.answer = {
      ...answers[2]!.conversation.turns[0]!.answer,
      toolCalls: [{ name: 'act', arguments: deep, raw: '{}' }],
    };
    using batch = openAnswerStore(system.ctx, scope, config);
    await Promise.all(answers.map((answer) => batch.add(answer)));
    expect(await scanRow(system.ctx, scope.scanId)).toMatchObject({ status: 'judging', answered: 6, failed: 1 });
    const failed = await system.app.system.query(
      `select id, failure_reason from attempts where scan_id = $1 and failure is not null`,
      [scope.scanId],
    );
    expect(failed).toEqual([{ id: answers[2]!.id, failure_reason: 'internal_error' }]);
  });

  it('that comes after the end of its scan changes nothing: the terminal event is the last', async () => {
    await using lane = await laneOf('send');
    const attempts = await claim(lane, 6);
    await store(answered(lane, attempts.slice(0, 2)));
    await cancelScan(system.ctx, scope.scanId);
    const before = await scanRow(system.ctx, scope.scanId);
    await store(answered(lane, attempts.slice(2)));
    expect(await scanRow(system.ctx, scope.scanId)).toEqual(before);
  });
});

describe('a ruling', () => {
  async function toJudge(): Promise<{ lane: Lane; ids: string[] }> {
    const send = await laneOf('send');
    await store(answered(send, await claim(send, 6)));
    await send[Symbol.asyncDispose]();
    const lane = await laneOf('judge');
    return { lane, ids: (await claimAnswers(system.ctx, lane, 6)).map((row) => row.id) };
  }

  it('of a lane that lost its lease is dropped, and made again by another', async () => {
    const { lane, ids } = await toJudge();
    expect(ids).toHaveLength(6);
    await loseLease(lane);
    await using other = await laneOf('judge');
    expect((await claimAnswers(system.ctx, other, 6)).map((row) => row.id).sort()).toEqual([...ids].sort());
    await settle(rulings(lane, ids, 'vulnerable'));
    await settle(rulings(other, ids));
    await settle(rulings(other, ids));
    expect(await scanRow(system.ctx, scope.scanId)).toMatchObject({ judged: 6, resistant: 6, vulnerable: 0 });
    await lane[Symbol.asyncDispose]();
  });

  it('that comes after the end of its scan changes nothing: the terminal event is the last', async () => {
    const { lane, ids } = await toJudge();
    await settle(rulings(lane, ids.slice(0, 2)));
    await cancelScan(system.ctx, scope.scanId);
    const before = await scanRow(system.ctx, scope.scanId);
    await settle(rulings(lane, ids.slice(2)));
    expect(await scanRow(system.ctx, scope.scanId)).toEqual(before);
    await lane[Symbol.asyncDispose]();
  });
});
