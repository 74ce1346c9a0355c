import { setTimeout as sleep } from 'node:timers/promises';
import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import { blockedWords, clearOutgoing, type Outgoing } from '#src/dlp/clear-outgoing.ts';
import type { DlpNote } from '#src/dlp/dlp-engine.ts';
import { openDlp } from '#src/dlp/effective-rule.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { parseInput } from '#src/platform/parse.ts';
import { type Connection, type ModelRequest, ProviderFailure } from '#src/providers/provider.ts';
import { providerFor } from '#src/providers/providers.ts';
import { connectTarget, type TargetRow } from '#src/targets/connect-target.ts';
import { llmConfig } from '#src/targets/llm-config.ts';
import { admit, blockTarget, type GateKey } from './gate.ts';
import { type TestOutcome, testFailed, testPassed } from './test-outcome.ts';

/** Whoever tests is waiting: longer than this is no answer, whatever the target's own time-out. */
const TEST_TIMEOUT_MS = 30_000;
/** How long a test waits for the target's rate to leave room. */
const GATE_WAIT_MS = 3000;

/** `dlp`: what rules of data loss prevention did to what was sent. */
export type TestedTarget = { id: string; outcome: TestOutcome & { dlp: DlpNote[] } };

/**
 * Sends one harmless question to an `llm` target, disabled ones too, and says how that went. It passes the same gate as a scan's requests:
 * the target's rate holds over both, and a 429 blocks both. It stands among the scans because the gate does.
 *
 * @throws DomainError `missing_scope`, `not_found`, `target_kind_not_scannable`, `provider_not_available`, `secret_ref_unknown`, `dlp_blocked`, `rate_limited`
 */
export async function testTarget(ctx: Ctx, publicId: string): Promise<TestedTarget> {
  allow(ctx, 'targets:write');
  const row = await targetRow(ctx, parseId(['endpoint', 'target'], publicId));
  const gate = { tenantId: row.tenant_id, targetId: row.id };
  const connection = await connectTarget(ctx, row);
  const { request, notes } = await clearedQuestion(ctx, row);
  await passGate(ctx, gate, row);
  const outcome = await question(ctx, gate, request, {
    ...connection,
    timeoutMs: Math.min(connection.timeoutMs, TEST_TIMEOUT_MS),
  });
  await auditTest(ctx, row.id, outcome.failure?.reason ?? null, { httpStatus: outcome.httpStatus });
  return { id: row.id, outcome: { ...outcome, dlp: notes } };
}

function auditTest(ctx: Ctx, id: string, reason: string | null, detail: Record<string, unknown>): Promise<void> {
  return ctx.db.transaction((tx) =>
    appendAudit(tx, ctx.actor, {
      action: 'target.tested',
      subjectKind: 'target',
      subjectId: id,
      result: reason === null ? 'success' : 'failure',
      detail: { reason, ...detail },
    }),
  );
}

type Cleared = { request: ModelRequest; notes: DlpNote[] };

/** What the tenant's rules let through of the question. @throws DomainError `dlp_blocked`, naming the rule, which is audited */
async function clearedQuestion(ctx: Ctx, row: TargetRow): Promise<Cleared> {
  const engine = await openDlp(ctx, ctx.actor.tenantId);
  const asked = { system: row.config.systemPrompt, turns: [QUESTION], tools: [] };
  const { blockedBy, notes, outgoing } = clearOutgoing(engine, asked);
  if (blockedBy === null) return { request: requestOf(outgoing), notes };
  const details = { rule_id: blockedBy.rule };
  await auditTest(ctx, row.id, 'dlp_blocked', details);
  throw new DomainError('dlp_blocked', blockedWords(blockedBy), { details });
}

async function targetRow(ctx: Ctx, id: string): Promise<TargetRow> {
  const [row] = await ctx.db.query<TargetRow & { kind: string }>(
    'select tenant_id, id, kind, url, config, sealed_credentials from targets where tenant_id = $1 and id = $2',
    [ctx.actor.tenantId, id],
  );
  if (!row) throw notFound('target');
  if (row.kind !== 'llm') {
    throw new DomainError(
      'target_kind_not_scannable',
      `A target of kind ${row.kind} has nothing to ask. Test an llm target.`,
    );
  }
  return { ...row, config: parseInput(llmConfig, row.config) };
}

async function passGate(ctx: Ctx, gate: GateKey, row: TargetRow): Promise<void> {
  // It may have been deleted since it was read.
  const [there] = await ctx.db.query(
    `with target as (select tenant_id, id from targets where tenant_id = $1 and id = $2 for key share),
       gate as (insert into target_gates (tenant_id, target_id) select tenant_id, id from target on conflict do nothing)
     select 1 from target`,
    [gate.tenantId, gate.targetId],
  );
  if (!there) throw notFound('target');
  const until = ctx.clock.now() + GATE_WAIT_MS;
  for (;;) {
    const { granted, waitMs } = await ctx.db.transaction((tx) => admit(tx, gate, row.config, 1));
    if (granted > 0) return;
    if (ctx.clock.now() + waitMs > until) throw noRoom(waitMs);
    await sleep(waitMs);
  }
}

function noRoom(waitMs: number): DomainError {
  const seconds = Math.ceil(waitMs / 1000);
  return new DomainError(
    'rate_limited',
    `The rate of this target leaves no room now, or it asked to be left alone. Try again in ${seconds} s.`,
    { details: { retry_after_seconds: seconds } },
  );
}

async function question(ctx: Ctx, gate: GateKey, request: ModelRequest, connection: Connection): Promise<TestOutcome> {
  const started = performance.now();
  try {
    const answer = await providerFor(ctx.outbound, connection.provider).send(request, connection);
    return testPassed(answer, connection);
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    if (error.reason === 'rate_limited') await blockTarget(ctx, gate, error.retryAfterMs);
    return testFailed(error, connection, performance.now() - started);
  }
}

const QUESTION = 'Hello! Please answer with one short sentence.';

/** The system message is the one that every attempt of a scan would carry, so that its form is tested too. */
function requestOf({ system, turns }: Outgoing): ModelRequest {
  const messages = turns.map((content) => ({ role: 'user' as const, content }));
  return { messages: system ? [{ role: 'system', content: system }, ...messages] : messages };
}
