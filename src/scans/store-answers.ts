import type { TenantApp } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import type { LogScope, NewEvent } from '#src/platform/events.ts';
import { storableJson, storableText } from '#src/platform/storable.ts';
import type { RenderedAttempt } from '#src/probes/variables.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';
import { advanceScan } from './advance-scan.ts';
import { costOf } from './budget.ts';
import type { Conversation } from './converse.ts';
import { announceGivenUp, giveUp } from './give-up.ts';
import { ScanEnded, unlessEnded } from './scan-ended.ts';
import { type AnsweredBody, appendProgress } from './scan-events.ts';

export type AnsweredAttempt = {
  id: string;
  laneId: string;
  /** As it was sent. Null when there was nothing to render, or a rule blocked it. */
  rendered: RenderedAttempt | null;
  conversation: Conversation;
};

/** After this many answers at least, all of them failures, the target is taken to be down. */
const GIVE_UP_AFTER = 20;

/**
 * Stores what attempts brought back, in one transaction: answers, counts, spend, events, and the scan's next state when it is due. An
 * attempt that is not its lane's any more is passed over: it runs elsewhere, and is counted there.
 */
export async function storeAnswers(
  app: TenantApp,
  scope: LogScope,
  config: LlmConfig,
  answers: readonly AnsweredAttempt[],
): Promise<void> {
  let gaveUp = false;
  let stored = 0;
  const work = app.db.transaction(async (tx) => {
    const kept = await markAnswered(tx, scope, answers);
    if (kept.length === 0) return;
    await insertTexts(tx, scope, kept);
    const counts = await addCounts(tx, scope, config, kept);
    stored = kept.length;
    const quota = kept.find((answer) => answer.conversation.failure?.reason === 'quota_exhausted');
    gaveUp = quota !== undefined || (await isHopeless(tx, scope, config, counts));
    if (quota) {
      await giveUp(app, tx, scope, 'quota_exhausted', quota.conversation.failure!.message);
    } else if (gaveUp) {
      await giveUp(app, tx, scope, 'target_unavailable', lastFailure(kept));
    } else {
      await appendProgress(app.events, tx, scope, [answeredEvent(kept)]);
      await advanceScan(app, tx, scope);
    }
  });
  if (!(await unlessEnded(work))) return;
  app.metrics.attempts.inc(stored);
  if (gaveUp) announceGivenUp(app, scope);
  app.events.committed(scope);
  app.wakeups.wake(`answers:${scope.scanId}`);
}

function answeredEvent(answers: readonly AnsweredAttempt[]): NewEvent {
  const attempts = answers.map(({ id, conversation }) => ({ id, failure: conversation.failure?.reason ?? null }));
  return { type: 'answered', body: { attempts } satisfies AnsweredBody };
}

/**
 * Many answers and nothing but failures. A target that withholds its answers is there: its filter is at work. What a rule blocked was never
 * sent, and says nothing of the target.
 */
async function isHopeless(tx: Sql, scope: LogScope, config: LlmConfig, counts: Counts): Promise<boolean> {
  const { failed, answered, planned } = counts;
  if (failed < answered || answered >= planned || answered < hopelessAfter(config)) return false;
  const [seen] = await tx.query<{ withheld: number; blocked: number }>(
    `select count(*) filter (where failure_reason in ('content_filtered', 'empty_answer'))::int as withheld,
       count(*) filter (where failure_reason = 'dlp_blocked')::int as blocked
     from attempts where tenant_id = $1 and scan_id = $2`,
    [scope.tenantId, scope.scanId],
  );
  return seen!.withheld === 0 && answered - seen!.blocked >= hopelessAfter(config);
}

const hopelessAfter = (config: LlmConfig) => Math.max(GIVE_UP_AFTER, 3 * config.concurrency);

/** Evidence survives a later failure: an oracle reads the turns that were answered. Cut texts are marked by their length alone. */
async function markAnswered(tx: Sql, scope: LogScope, answers: readonly AnsweredAttempt[]): Promise<AnsweredAttempt[]> {
  const rows = await tx.query<{ id: string }>(
    `update attempts a set state = 'answered', failure_reason = u.reason, failure = u.failure, answered_at = clock_timestamp()
     from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[]) as u(id, lane_id, reason, failure)
     where a.tenant_id = $1 and a.scan_id = $2 and a.id = u.id and a.lane_id = u.lane_id and a.state = 'claimed' returning a.id`,
    [
      scope.tenantId,
      scope.scanId,
      answers.map((a) => a.id),
      answers.map((a) => a.laneId),
      answers.map((a) => a.conversation.failure?.reason ?? null),
      answers.map((a) => (a.conversation.failure ? storableText(a.conversation.failure.message.slice(0, 500)) : null)),
    ],
  );
  const ids = new Set(rows.map((row) => row.id));
  return answers.filter((answer) => ids.has(answer.id));
}

async function insertTexts(tx: Sql, scope: LogScope, answers: readonly AnsweredAttempt[]): Promise<void> {
  await tx.query(
    `insert into attempt_inputs (tenant_id, attempt_id, system, tools, variables, dlp)
     select $1, * from unnest($2::uuid[], $3::text[], $4::jsonb[], $5::jsonb[], $6::jsonb[])`,
    [
      scope.tenantId,
      answers.map((a) => a.id),
      answers.map((a) => a.conversation.system && storableText(a.conversation.system)),
      answers.map((a) => (a.rendered?.tools.length ? storableJson(a.rendered.tools) : null)),
      answers.map((a) => storableJson(a.rendered?.variables ?? {})),
      answers.map((a) => (a.conversation.dlp.length > 0 ? storableJson(a.conversation.dlp) : null)),
    ],
  );
  const turns = answers.flatMap((a) =>
    a.conversation.turns.map((turn, index) => ({ id: a.id, index, prompt: turn.prompt, ...turn.answer })),
  );
  if (turns.length === 0) return;
  await tx.query(
    `insert into attempt_turns (tenant_id, attempt_id, index, prompt, answer, tool_calls, finish, http_status, latency_ms, input_tokens, output_tokens)
     select $1, * from unnest($2::uuid[], $3::int[], $4::text[], $5::text[], $6::jsonb[], $7::text[], $8::int[], $9::float8[], $10::int[], $11::int[])`,
    [
      scope.tenantId,
      turns.map((t) => t.id),
      turns.map((t) => t.index),
      turns.map((t) => storableText(t.prompt)),
      turns.map((t) => storableText(t.text)),
      turns.map((t) => (t.toolCalls.length > 0 ? storableJson(t.toolCalls) : null)),
      turns.map((t) => t.finish),
      turns.map((t) => t.httpStatus),
      turns.map((t) => t.latencyMs),
      turns.map((t) => t.usage.inputTokens),
      turns.map((t) => t.usage.outputTokens),
    ],
  );
}

type Counts = { planned: number; answered: number; failed: number };

async function addCounts(
  tx: Sql,
  scope: LogScope,
  config: LlmConfig,
  answers: readonly AnsweredAttempt[],
): Promise<Counts> {
  const usage = answers.flatMap((a) => a.conversation.turns.map((turn) => turn.answer.usage));
  const input = usage.reduce((sum, u) => sum + u.inputTokens, 0);
  const output = usage.reduce((sum, u) => sum + u.outputTokens, 0);
  const [row] = await tx.query<Counts>(
    `update scans set answered = answered + $3, failed = failed + $4, spent_calls = spent_calls + $5, spent_tokens = spent_tokens + $6, spent_usd = spent_usd + $7::numeric
     where tenant_id = $1 and id = $2 and status in ('running', 'judging') returning planned, answered, failed`,
    [
      scope.tenantId,
      scope.scanId,
      answers.length,
      answers.filter((a) => a.conversation.failure).length,
      answers.reduce((sum, a) => sum + a.conversation.calls, 0),
      input + output,
      costOf(input, output, config.budget),
    ],
  );
  if (!row) throw new ScanEnded();
  return row;
}

function lastFailure(answers: readonly AnsweredAttempt[]): string {
  const isOfTarget = ({ conversation: { failure } }: AnsweredAttempt) => failure && failure.reason !== 'dlp_blocked';
  const failure = answers.findLast(isOfTarget)?.conversation.failure;
  return `The target answered nothing but errors; the last one: ${failure?.message ?? 'unknown'}`.slice(0, 500);
}
