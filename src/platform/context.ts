import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './database.ts';
import type { EventLog } from './events.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Outbound } from './outbound.ts';
import type { Wakeups } from './pubsub.ts';
import type { Queue } from './queue.ts';
import type { RateLimiter } from './rate-limit.ts';
import type { SealedBox } from './sealed.ts';
import type { TenantDatabases } from './tenant-database.ts';

/** What a process owns. Opened once by `open-app.ts`, closed in the opposite order. */
export type App = {
  config: Config;
  /**
   * The database as its owner, from whom row-level security keeps nothing: for what stands above tenants, such as sign-in, sweeps and seeds.
   * Whoever works for one tenant uses the `db` of a `TenantApp`.
   */
  system: Database;
  /** Where `forTenant` gets a tenant's database. */
  tenants: TenantDatabases;
  /** Where both are, for processes that this one starts. Holds a credential: never log it. */
  databaseUrl: string;
  queue: Queue;
  events: EventLog;
  wakeups: Wakeups;
  limiter: RateLimiter;
  outbound: Outbound;
  sealed: SealedBox;
  metrics: Metrics;
  log: Log;
  clock: Clock;
};

/** Who asks. Made once by `authenticate.ts` from a credential; never from input. */
export type Actor = {
  tenantId: string;
  /** The token that the request came with; null for a session. */
  tokenId: string | null;
  /** The session that the request came with; null for a token. */
  sessionId: string | null;
  /** The person: whose session or token it is. Null for a token that is nobody's. */
  userId: string | null;
  /** The schedule that acts, when nobody asks. */
  scheduleId?: string | null;
  /** Where the request came from. */
  address?: string | null;
  scopes: ReadonlySet<string>;
  requestId: string;
};

/** A process at work for one tenant. */
export type TenantApp = App & {
  /** Sees and writes the rows of the tenant alone, whatever a statement forgets to say. */
  db: Database;
};

/** First argument of every use case. */
export type Ctx = TenantApp & {
  actor: Actor;
  /** The caller's key for a request that is to happen at most once (idempotency.ts), and whether its answer came from an earlier one. */
  idempotency?: { readonly key: string; replayed: boolean };
};
