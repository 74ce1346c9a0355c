import { setTimeout as sleep } from 'node:timers/promises';
import type { TenantApp } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';
import { burstAt, ratePerSecond } from '#src/targets/llm-config.ts';

type GateRow = { tokens: number | null; refilled_at: Date; blocked_until: Date | null; now: Date };
export type GateKey = { tenantId: string; targetId: string };
export type Admission = {
  granted: number /** When to ask again, in milliseconds; 0 when something was granted. */;
  waitMs: number;
};

/** The longest that one throttled answer can keep a target blocked, in milliseconds. */
const LONGEST_BLOCK_MS = 120_000;

/**
 * Takes up to `want` requests from the target's token bucket, in the caller's transaction, under the gate's row lock: all workers
 * together never exceed the rate. A block set by a 429 grants nothing.
 */
export async function admit(tx: Sql, key: GateKey, config: LlmConfig, want: number): Promise<Admission> {
  const [gate] = await tx.query<GateRow>(
    'select tokens, refilled_at, blocked_until, clock_timestamp() as now from target_gates where tenant_id = $1 and target_id = $2 for no key update',
    [key.tenantId, key.targetId],
  );
  if (!gate) return { granted: 0, waitMs: 1000 };
  const now = gate.now.getTime();
  const blockedFor = (gate.blocked_until?.getTime() ?? 0) - now;
  if (blockedFor > 0) return { granted: 0, waitMs: blockedFor };
  const rate = ratePerSecond(config);
  if (rate === null) return { granted: want, waitMs: 0 };
  const burst = burstAt(rate, config);
  const refilled = ((now - gate.refilled_at.getTime()) / 1000) * rate;
  const available = gate.tokens === null ? burst : Math.min(burst, gate.tokens + refilled);
  const granted = Math.max(0, Math.min(want, Math.floor(available)));
  await tx.query('update target_gates set tokens = $3, refilled_at = $4 where tenant_id = $1 and target_id = $2', [
    key.tenantId,
    key.targetId,
    available - granted,
    gate.now,
  ]);
  return { granted, waitMs: granted > 0 ? 0 : Math.ceil(((1 - available) / rate) * 1000) };
}

/** Waits until the target takes one more request: for retries and for what a conversation needs beyond its first request. */
export async function admitOne(app: TenantApp, key: GateKey, config: LlmConfig, signal: AbortSignal): Promise<void> {
  for (;;) {
    const waitMs =
      ratePerSecond(config) === null
        ? await blockedFor(app, key)
        : (await app.db.transaction((tx) => admit(tx, key, config, 1))).waitMs;
    if (waitMs === 0) return;
    await sleep(waitMs, undefined, { signal });
  }
}

/**
 * A 429 blocks the target for everybody, for as long as it asked, else for a time that doubles with each throttle in a row. Those that come
 * while it is blocked are of one row: their requests were under way together.
 */
export async function blockTarget(app: TenantApp, key: GateKey, retryAfterMs: number | null): Promise<void> {
  await app.db.query(
    `update target_gates set throttles = throttles + case when blocked_until > clock_timestamp() then 0 else 1 end,
       blocked_until = greatest(blocked_until, clock_timestamp() + interval '1 millisecond' * least($4::float8,
         coalesce($3::float8, case when blocked_until > clock_timestamp() then 0 else 1000 * power(2, least(throttles, 6)) end)))
     where tenant_id = $1 and target_id = $2`,
    [key.tenantId, key.targetId, retryAfterMs, LONGEST_BLOCK_MS],
  );
  app.wakeups.wake(`gate:${key.targetId}`);
}

/** Milliseconds for which the target is blocked, 0 when it is not. */
export async function blockedFor(app: TenantApp, key: GateKey): Promise<number> {
  const [row] = await app.db.query<{ ms: number }>(
    `select greatest(0, extract(epoch from blocked_until - clock_timestamp()) * 1000)::float8 as ms from target_gates where tenant_id = $1 and target_id = $2 and blocked_until is not null`,
    [key.tenantId, key.targetId],
  );
  return row?.ms ?? 0;
}

/** An answer came: the next throttle starts counting from the beginning. */
export async function unblockTarget(app: TenantApp, key: GateKey): Promise<void> {
  await app.db.query(
    'update target_gates set throttles = 0 where tenant_id = $1 and target_id = $2 and throttles > 0',
    [key.tenantId, key.targetId],
  );
}
