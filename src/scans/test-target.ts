import { setTimeout as sleep } from 'node:timers/promises';
import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
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

/**
 * Sends one harmless question to an `llm` target, disabled ones too, and says how that went. It passes the same gate as a scan's requests:
 * the target's rate holds over both, and a 429 blocks both. It stands among the scans because the gate does.
 *
 * @throws DomainError `missing_scope`, `not_found`, `target_kind_not_scannable`, `provider_not_available`, `secret_ref_unknown`, `rate_limited`
 */
export async function testTarget(ctx: Ctx, publicId: string): Promise<{ id: string; outcome: TestOutcome }> {
  allow(ctx, 'targets:write');
  const row = await targetRow(ctx, parseId(['endpoint', 'target'], publicId));
  const gate = { tenantId: row.tenant_id, targetId: row.id };
  const connection = await connectTarget(ctx, row);
  await passGate(ctx, gate, row);
  const outcome = await question(ctx, gate, row, {
    ...connection,
    timeoutMs: Math.min(connection.timeoutMs, TEST_TIMEOUT_MS),
  });
  await ctx.db.transaction((tx) =>
    appendAudit(tx, ctx.actor, {
      action: 'target.tested',
      subjectKind: 'target',
      subjectId: row.id,
      result: outcome.failure ? 'failure' : 'success',
      detail: { reason: outcome.failure?.reason ?? null, httpStatus: outcome.httpStatus },
    }),
  );
  return { id: row.id, outcome };
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

async function question(ctx: Ctx, gate: GateKey, row: TargetRow, connection: Connection): Promise<TestOutcome> {
  const started = performance.now();
  try {
    const answer = await providerFor(ctx.outbound, connection.provider).send(harmless(row), connection);
    return testPassed(answer, connection);
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    if (error.reason === 'rate_limited') await blockTarget(ctx, gate, error.retryAfterMs);
    return testFailed(error, connection, performance.now() - started);
  }
}

/** The system message is the one that every attempt of a scan would carry, so that its form is tested too. */
function harmless({ config }: TargetRow): ModelRequest {
  const system = config.systemPrompt ? [{ role: 'system' as const, content: config.systemPrompt }] : [];
  return { messages: [...system, { role: 'user', content: 'Hello! Please answer with one short sentence.' }] };
}
