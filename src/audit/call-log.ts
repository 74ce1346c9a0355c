import type { Actor, App } from '#src/platform/context.ts';
import { draftOf } from './append-audit.ts';
import { type AuditDraft, appendRows } from './append-rows.ts';

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

type Held = { drafts: AuditDraft[]; lost: number };

/**
 * Opens the log of this process's calls. A batch takes its tenant's row lock once, whatever it holds. A process that is ended without a word loses what
 * it noted in its last quarter of a second; one that is stopped loses nothing.
 */
export function openCallLog(app: App): CallLog {
  const byTenant = new Map<string, Held>();
  let held = 0;
  let writing: Promise<void> = Promise.resolve();

  async function writeTenant(tenantId: string, { drafts, lost }: Held): Promise<void> {
    const rows = lost === 0 ? drafts : [...drafts, lostRow(tenantId, lost, app)];
    for (let i = 0; i < rows.length; i += BATCH) {
      const batch = rows.slice(i, i + BATCH);
      try {
        await app.tenants.of(tenantId).transaction((tx) => appendRows(tx, tenantId, batch));
      } catch (error) {
        keep(tenantId, rows.slice(i));
        throw error;
      }
    }
  }

  /** Before what has been noted meanwhile: rows stay in the order of their calls. */
  function keep(tenantId: string, drafts: AuditDraft[]): void {
    const later = byTenant.get(tenantId);
    byTenant.set(tenantId, { drafts: [...drafts, ...(later?.drafts ?? [])], lost: later?.lost ?? 0 });
    held += drafts.length;
  }

  async function write(): Promise<void> {
    const batch = [...byTenant];
    byTenant.clear();
    held = 0;
    for (const [tenantId, rows] of batch) {
      await writeTenant(tenantId, rows).catch((error: Error) => {
        app.log.warn({ tenantId, err: error.message }, 'audit of calls: trying again');
      });
    }
  }

  const flush = () => {
    writing = writing.then(write);
    return writing;
  };
  let idle = true;
  const timer = setInterval(() => {
    if (!idle || byTenant.size === 0) return;
    idle = false;
    flush().finally(() => {
      idle = true;
    });
  }, INTERVAL_MS);
  timer.unref();

  return {
    note(actor, call) {
      const rows = byTenant.get(actor.tenantId) ?? { drafts: [], lost: 0 };
      byTenant.set(actor.tenantId, rows);
      if (held >= HELD_MAX) {
        rows.lost += 1;
        return;
      }
      held += 1;
      rows.drafts.push(callRow(actor, call, app));
    },
    flush,
    async close() {
      clearInterval(timer);
      const end = performance.now() + CLOSE_WITHIN_MS;
      do await flush();
      while (byTenant.size > 0 && performance.now() < end && (await pause()));
      if (byTenant.size > 0) app.log.error({ calls: held }, 'audit of calls: the last ones could not be written');
    },
  };
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
