import type { Actor, App } from '#src/platform/context.ts';
import { draftOf } from './append-audit.ts';
import { type AuditDraft, appendRows, TenantGone } from './append-rows.ts';

/** An authenticated call of the API, as the audit log keeps it: who, what, how it ended; never a body, a variable or an id in the address. */
export type Call = {
  door: 'http' | 'websocket';
  method: string;
  /** The route's pattern, such as `/api/v2/scans/:id`. */
  path: string;
  /** `mutation startScan`: kind and first root fields of a GraphQL document. Null elsewhere. */
  operation: string | null;
  status: number;
  durationMs: number;
};

/** Rows of `api.call`, written in batches off the request's path. */
export type CallLog = {
  /** Takes the call and returns at once. */
  note(actor: Actor, call: Call): void;
  /** Writes what has been noted so far. */
  flush(): Promise<void>;
  /** Writes what is left, trying for up to ten seconds, and takes nothing more. */
  close(): Promise<void>;
};

const INTERVAL_MS = 250;
const BATCH = 500;
/** In memory at most, while the database is away: what comes beyond is counted, and the count is audited. */
const HELD_MAX = 200_000;
const CLOSE_WITHIN_MS = 10_000;

/**
 * Opens the log of this process's calls. A batch takes its tenant's row lock once, whatever it holds. A process that is ended without a word loses what
 * it noted in its last quarter of a second; one that is stopped loses nothing.
 */
export function openCallLog(app: App): CallLog {
  const held = new HeldCalls(app);
  let writing: Promise<void> = Promise.resolve();
  let idle = true;
  const flush = () => {
    writing = writing.then(() => held.write());
    return writing;
  };
  const timer = setInterval(() => {
    if (!idle || held.empty) return;
    idle = false;
    flush().finally(() => {
      idle = true;
    });
  }, INTERVAL_MS);
  timer.unref();
  return {
    note: (actor, call) => held.add(actor, call),
    flush,
    async close() {
      clearInterval(timer);
      const end = performance.now() + CLOSE_WITHIN_MS;
      do await flush();
      while (!held.empty && performance.now() < end && (await pause()));
      if (!held.empty) app.log.error('audit of calls: the last ones could not be written');
    },
  };
}

/** Calls that wait to be written, in the order in which they were made, by tenant. */
class HeldCalls {
  readonly #app: App;
  readonly #byTenant = new Map<string, { drafts: AuditDraft[]; lost: number }>();
  #count = 0;

  constructor(app: App) {
    this.#app = app;
  }

  get empty(): boolean {
    return this.#byTenant.size === 0;
  }

  add(actor: Actor, call: Call): void {
    const rows = this.#byTenant.get(actor.tenantId) ?? { drafts: [], lost: 0 };
    this.#byTenant.set(actor.tenantId, rows);
    if (this.#count >= HELD_MAX) {
      rows.lost += 1;
      return;
    }
    this.#count += 1;
    rows.drafts.push(callRow(actor, call, this.#app));
  }

  /** Writes all that is held now. What cannot be written is held again, before what came meanwhile. */
  async write(): Promise<void> {
    const all = [...this.#byTenant];
    this.#byTenant.clear();
    this.#count = 0;
    for (const [tenantId, { drafts, lost }] of all) {
      const rows = lost === 0 ? drafts : [...drafts, lostRow(tenantId, lost, this.#app)];
      const written = await writeRows(this.#app, tenantId, rows);
      if (written < rows.length) this.#keep(tenantId, rows.slice(written));
    }
  }

  #keep(tenantId: string, drafts: AuditDraft[]): void {
    const later = this.#byTenant.get(tenantId);
    this.#byTenant.set(tenantId, { drafts: [...drafts, ...(later?.drafts ?? [])], lost: later?.lost ?? 0 });
    this.#count += drafts.length;
  }
}

/** Answers how many it could write. */
async function writeRows(app: App, tenantId: string, rows: readonly AuditDraft[]): Promise<number> {
  for (let i = 0; i < rows.length; i += BATCH) {
    try {
      await app.tenants.of(tenantId).transaction((tx) => appendRows(tx, tenantId, rows.slice(i, i + BATCH)));
    } catch (error) {
      // Nobody's calls any more: their log went with the tenant.
      if (error instanceof TenantGone) return rows.length;
      app.log.warn({ tenantId, err: (error as Error).message }, 'audit of calls: trying again');
      return i;
    }
  }
  return rows.length;
}

const pause = () => new Promise<true>((resolve) => setTimeout(resolve, 200, true));

function callRow(actor: Actor, { door, operation, durationMs, ...call }: Call, app: App): AuditDraft {
  const detail = { ...call, ...(operation ? { operation } : {}), ms: Math.round(durationMs * 10) / 10 };
  return draftOf(
    actor,
    {
      action: 'api.call',
      subjectKind: 'api_call',
      result: call.status < 400 ? 'success' : 'failure',
      detail: door === 'websocket' ? { ...detail, door } : detail,
    },
    new Date(app.clock.now()),
  );
}

function lostRow(tenantId: string, count: number, app: App): AuditDraft {
  return draftOf(
    { tenantId },
    { action: 'api.calls_lost', subjectKind: 'api_call', result: 'failure', detail: { count } },
    new Date(app.clock.now()),
  );
}
