import type { Database } from '#src/platform/database.ts';
import { type AuditRow, auditHash } from './audit-row.ts';

/** The end of a chain as somebody wrote it down before: what comes to be missing after it shows only against this. */
export type ExportedHead = { sequence: bigint; hash: string };

export type ChainBreak = {
  sequence: bigint;
  /** The row that stands there, if there is one. */
  id: string | null;
  reason: 'missing' | 'changed' | 'not_linked' | 'beyond_head' | 'head_differs' | 'export_differs';
  message: string;
};

export type ChainReport = {
  tenantId: string;
  /** Rows that were read. */
  rows: bigint;
  /** The number of the first row that is there; what was before it went by the tenant's retention. */
  from: bigint;
  head: ExportedHead;
  /** The first thing that is wrong, or null: the chain is whole. */
  broken: ChainBreak | null;
};

type Stored = Omit<AuditRow, 'at' | 'sequence'> & {
  sequence: bigint;
  at: Date;
  previousHash: Buffer;
  hash: Buffer;
};

const PAGE = 1000;

/**
 * Walks a tenant's audit chain from its checkpoint to its head, in one view of the database, and finds the first row that was changed, dropped, put in,
 * or moved. Rows cut off at the end together with the head in the tenant's row show only against an exported head.
 */
export async function verifyChain(
  db: Database,
  tenantId: string,
  exported: ExportedHead | null = null,
): Promise<ChainReport> {
  return db.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read read only');
    const [start] = await tx.query<{ last: bigint; hash: Buffer; from: bigint | null; fromHash: Buffer | null }>(
      `select t.audit_sequence as last, t.audit_hash as hash, c.sequence as from, c.hash as "fromHash"
       from tenants t left join audit_checkpoints c on c.tenant_id = t.id where t.id = $1`,
      [tenantId],
    );
    if (!start) throw new Error(`There is no tenant ${tenantId}.`);
    const walk = new Walk(tenantId, start.from ?? 0n, start.fromHash ?? Buffer.alloc(0), exported);
    for (let after = -1n; walk.broken === null; ) {
      const rows = await tx.query<Stored>(SELECT, [tenantId, after, PAGE]);
      for (const row of rows) if (walk.broken === null) walk.step(row);
      if (rows.length < PAGE) break;
      after = rows.at(-1)!.sequence;
    }
    walk.end(start.last, start.hash);
    const head = { sequence: start.last, hash: start.hash.toString('hex') };
    return { tenantId, rows: walk.rows, from: (start.from ?? 0n) + 1n, head, broken: walk.broken };
  });
}

const SELECT = `select tenant_id as "tenantId", sequence, id, at, actor_token_id as "actorTokenId", actor_user_id as "actorUserId", action,
  subject_kind as "subjectKind", subject_id as "subjectId", result, request_id as "requestId", detail, actor_schedule_id as "actorScheduleId",
  actor_ip as "actorIp", previous_hash as "previousHash", hash from audit_events where tenant_id = $1 and sequence > $2 order by sequence limit $3`;

class Walk {
  rows = 0n;
  broken: ChainBreak | null = null;
  readonly #tenantId: string;
  readonly #exported: ExportedHead | null;
  #sequence: bigint;
  #hash: Buffer;

  constructor(tenantId: string, sequence: bigint, hash: Buffer, exported: ExportedHead | null) {
    this.#tenantId = tenantId;
    this.#sequence = sequence;
    this.#hash = hash;
    this.#exported = exported;
    this.#compareExport();
  }

  step(row: Stored): void {
    this.rows += 1n;
    this.broken = this.#faultOf(row);
    if (this.broken) return;
    this.#sequence = row.sequence;
    this.#hash = row.hash;
    this.#compareExport();
  }

  #faultOf({ previousHash, hash, sequence, at, ...rest }: Stored): ChainBreak | null {
    const expected = this.#sequence + 1n;
    if (sequence !== expected) {
      return this.#fault(expected, null, 'missing', `Row ${expected} is not there: the next one is ${sequence}.`);
    }
    const own = auditHash(previousHash, { ...rest, sequence: sequence.toString(), at: at.toISOString() });
    if (!own.equals(hash)) {
      return this.#fault(
        sequence,
        rest.id,
        'changed',
        `Row ${sequence} is not what was written: its hash does not fit.`,
      );
    }
    if (previousHash.equals(this.#hash)) return null;
    return this.#fault(sequence, rest.id, 'not_linked', `Row ${sequence} does not follow the row before it.`);
  }

  /** The head in the tenant's row, and an exported one that lies beyond the end. */
  end(last: bigint, hash: Buffer): void {
    if (this.broken) return;
    const at = this.#sequence;
    if (at < last)
      this.broken = this.#fault(at + 1n, null, 'missing', `Rows from ${at + 1n} to ${last} are not there.`);
    else if (at > last)
      this.broken = this.#fault(last + 1n, null, 'beyond_head', `There are rows after the head, which is ${last}.`);
    else if (!hash.equals(this.#hash))
      this.broken = this.#fault(at, null, 'head_differs', `The head's hash is not that of row ${at}.`);
    else if (this.#exported && this.#exported.sequence > at) {
      this.broken = this.#fault(
        at + 1n,
        null,
        'missing',
        `The exported head is ${this.#exported.sequence}, and the chain ends at ${at}.`,
      );
    }
  }

  #compareExport(): void {
    if (!this.#exported || this.#exported.sequence !== this.#sequence) return;
    if (this.#exported.hash === this.#hash.toString('hex')) return;
    this.broken = this.#fault(
      this.#sequence,
      null,
      'export_differs',
      `Row ${this.#sequence} is not the one that was exported as head.`,
    );
  }

  #fault(sequence: bigint, id: string | null, reason: ChainBreak['reason'], message: string): ChainBreak {
    return { sequence, id, reason, message: `${message} Tenant ${this.#tenantId}.` };
  }
}
