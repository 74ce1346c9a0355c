import type { TenantApp } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import type { LogScope } from '#src/platform/events.ts';
import { newId } from '#src/platform/ids.ts';
import { announceGivenUp, endGivenUp } from './give-up.ts';

export type Stage = 'send' | 'judge';

/** Lanes of judging a scan has, at most one of them per free worker. */
export const JUDGE_LANES = 2;
/** A lane gives itself up after about this long and queues again at the end, so that a long scan never shuts out a short one. */
const SLICE_MS = 20_000;

/** In how many lanes a target's concurrency is shared out: as many as give each a few slots, so that several workers can take part. */
export function sendLanes(concurrency: number): number {
  return Math.min(4, Math.ceil(concurrency / 4));
}

/**
 * A worker's share of a scan, held by a lease that it renews. When the worker dies the lease runs out, and the sweep gives its attempts
 * to others; should it come back, `signal` is aborted and its writes are refused, because its attempts name another lane.
 */
export class Lane implements AsyncDisposable {
  readonly id: string;
  readonly scope: LogScope;
  readonly tenantId: string;
  readonly targetId: string;
  /** Conversations that this lane may hold at once. */
  readonly slots: number;
  /** Aborted when the lease is lost, the scan is over, or the process stops. */
  readonly signal: AbortSignal;
  readonly #app: TenantApp;
  readonly #stop = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #sliceEnd: number;
  readonly #stopListening: () => void;
  /** When the lease is over for sure, by this process's own clock: nobody else counts on it until then. */
  #leaseEnd: number;
  #draining = false;

  constructor(
    app: TenantApp,
    row: { id: string; scope: LogScope; targetId: string; slots: number },
    outer: AbortSignal,
  ) {
    this.#app = app;
    this.id = row.id;
    this.scope = row.scope;
    this.tenantId = row.scope.tenantId;
    this.targetId = row.targetId;
    this.slots = row.slots;
    this.signal = AbortSignal.any([this.#stop.signal, outer]);
    this.#sliceEnd = app.clock.now() + SLICE_MS * (0.75 + Math.random() / 2);
    this.#leaseEnd = this.#leaseFrom(performance.now());
    this.#stopListening = app.wakeups.listen(`control:${row.scope.scanId}`, () => void this.#renew());
    this.#timer = setInterval(() => this.#tick(), app.config.leaseSeconds * 250);
  }

  /** Whether it is another lane's turn. */
  get sliceOver(): boolean {
    return this.#app.clock.now() > this.#sliceEnd;
  }

  /** The scan was given up: what is on the line ends, and nothing more is sent. */
  get draining(): boolean {
    return this.#draining;
  }

  /** A database that cannot be reached may have given the lane's work to others by now. */
  #tick(): void {
    if (performance.now() > this.#leaseEnd) this.#stop.abort();
    else void this.#renew();
  }

  #leaseFrom(asked: number): number {
    return asked + this.#app.config.leaseSeconds * 1000;
  }

  /** Renews the lease, and stops the lane when it is lost or the scan has ended. */
  async #renew(): Promise<void> {
    const asked = performance.now();
    try {
      const [scan] = await this.#app.db.query<{ given_up: boolean }>(
        `update lanes l set lease_until = now() + $3 * interval '1 second' from scans s
         where l.tenant_id = $1 and l.id = $2 and l.lease_until > now() and s.tenant_id = l.tenant_id and s.id = l.scan_id and s.status in ('running', 'judging')
         returning s.reason_code is not null as given_up`,
        [this.scope.tenantId, this.id, this.#app.config.leaseSeconds],
      );
      if (!scan) return this.#stop.abort();
      this.#leaseEnd = this.#leaseFrom(asked);
      this.#draining ||= scan.given_up;
    } catch (error) {
      // A renewal that failed is tried again by the timer, until the lease is over.
      this.#app.log.warn({ lane: this.id, err: (error as Error).message }, 'lane lease not renewed');
    }
  }

  /** Gives back what was claimed and not worked on, and ends the lease. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    this.#stopListening();
    this.#stop.abort();
    await this.#app.db.transaction(async (tx) => {
      await tx.query('delete from lanes where tenant_id = $1 and id = $2', [this.scope.tenantId, this.id]);
      await releaseAttempts(tx, this.scope);
      await endGivenUp(this.#app, tx, this.scope);
    });
    if (this.#draining) announceGivenUp(this.#app, this.scope);
  }
}

/**
 * Takes a lane of a stage if there is one to take: the slots of all live lanes of a target never exceed its concurrency. Null when the
 * scan is not in that stage or every slot is taken.
 */
export async function takeLane(
  app: TenantApp,
  scope: LogScope,
  stage: Stage,
  outer: AbortSignal,
): Promise<Lane | null> {
  const row = await app.db.transaction(async (tx) => {
    const [scan] = await tx.query<{ target_id: string; concurrency: number }>(
      `select s.target_id, (t.config->>'concurrency')::int as concurrency from scans s join targets t on t.tenant_id = s.tenant_id and t.id = s.target_id
       where s.tenant_id = $1 and s.id = $2 and s.status = any($3::scan_status[])`,
      [scope.tenantId, scope.scanId, stage === 'send' ? ['running'] : ['running', 'judging']],
    );
    if (!scan) return null;
    const slots = await freeSlots(tx, scope, stage, scan.target_id, scan.concurrency);
    if (slots <= 0) return null;
    const id = newId();
    await tx.query(
      `insert into lanes (tenant_id, id, scan_id, target_id, stage, slots, lease_until) values ($1, $2, $3, $4, $5, $6, now() + $7 * interval '1 second')`,
      [scope.tenantId, id, scope.scanId, scan.target_id, stage, slots, app.config.leaseSeconds],
    );
    return { id, scope, targetId: scan.target_id, slots };
  });
  return row && new Lane(app, row, outer);
}

async function freeSlots(
  tx: Sql,
  scope: LogScope,
  stage: Stage,
  targetId: string,
  concurrency: number,
): Promise<number> {
  await tx.query('insert into target_gates (tenant_id, target_id) values ($1, $2) on conflict do nothing', [
    scope.tenantId,
    targetId,
  ]);
  await tx.query('select 1 from target_gates where tenant_id = $1 and target_id = $2 for update', [
    scope.tenantId,
    targetId,
  ]);
  const byTarget = stage === 'send';
  const [used] = await tx.query<{ slots: number; lanes: number }>(
    `select coalesce(sum(slots), 0)::int as slots, count(*)::int as lanes from lanes
     where tenant_id = $1 and stage = $2 and lease_until > now() and case when $3 then target_id = $4 else scan_id = $5 end`,
    [scope.tenantId, stage, byTarget, targetId, scope.scanId],
  );
  if (!byTarget) return used!.lanes < JUDGE_LANES ? 1 : 0;
  return Math.min(concurrency - used!.slots, Math.ceil(concurrency / sendLanes(concurrency)));
}

/** Frees the attempts of a scan whose lane is gone: back to where they were before that lane took them. */
export async function releaseAttempts(tx: Sql, scope: LogScope): Promise<void> {
  await tx.query(
    `update attempts a set state = case a.state when 'claimed' then 'planned' else 'answered' end::attempt_state, lane_id = null
     where a.tenant_id = $1 and a.scan_id = $2 and a.state in ('claimed', 'judging')
       and not exists (select 1 from lanes l where l.tenant_id = a.tenant_id and l.id = a.lane_id)`,
    [scope.tenantId, scope.scanId],
  );
}
