import { DomainError } from './errors.ts';

// A cursor is opaque and names the history of this installation (its epoch) and the log that it is a place in, so that a cursor of
// elsewhere is noticed: `s` for the log of a scan, `t` for the log of a tenant.

/** A place in the event log of one scan, in one history of this installation: right after the event of this number. */
export type LogPosition = { epoch: string; scanId: string; sequence: bigint };

/**
 * A place in the log of a tenant: right after the event `id` of the transaction `xid`, or, with the id 0, before all events of it. A
 * cursor that was given while older transactions were still open names the oldest of them in `floor`: whoever follows from it begins
 * there, since what those bring to light has not been seen by anybody.
 */
export type TenantPosition = { epoch: string; tenantId: string; floor: bigint; xid: bigint; id: bigint };

const SCAN = /^s([0-9a-f]{8})([0-9a-f]{32})([0-9a-f]{1,16})$/;
const TENANT = /^t([0-9a-f]{8})([0-9a-f]{32})([0-9a-f]{1,16})\.([0-9a-f]{1,16})\.([0-9a-f]{1,16})$/;
const MAX_LENGTH = 160;

/** The opaque form of a place in the log of a scan. */
export function formatCursor({ epoch, scanId, sequence }: LogPosition): string {
  return encode(`s${epoch.slice(0, 8)}${bare(scanId)}${sequence.toString(16)}`);
}

/** The opaque form of a place in the log of a tenant. */
export function formatTenantCursor({ epoch, tenantId, floor, xid, id }: TenantPosition): string {
  return encode(`t${epoch.slice(0, 8)}${bare(tenantId)}${[floor, xid, id].map((n) => n.toString(16)).join('.')}`);
}

/**
 * The sequence number in a cursor of this scan and epoch.
 *
 * @throws DomainError `invalid_cursor` for text that is no cursor, `cursor_lost` for one of another log or epoch
 */
export function parseCursor(text: string, place: Omit<LogPosition, 'sequence'>): bigint {
  const parsed = parseAnyCursor(text, place.epoch);
  if (!('scanId' in parsed) || parsed.scanId !== place.scanId) throw cursorLost();
  return parsed.sequence;
}

/**
 * The place in a cursor of this tenant and epoch.
 *
 * @throws DomainError `invalid_cursor` for text that is no cursor, `cursor_lost` for one of another log or epoch
 */
export function parseTenantCursor(text: string, place: { epoch: string; tenantId: string }): TenantPosition {
  const parsed = parseAnyCursor(text, place.epoch);
  if (!('tenantId' in parsed) || parsed.tenantId !== place.tenantId) throw cursorLost();
  return parsed;
}

/** Either kind of cursor, of this epoch. Whether its log is the caller's is for the caller to find out. Throws as `parseCursor` does. */
export function parseAnyCursor(text: string, epoch: string): LogPosition | TenantPosition {
  const plain = text.length > MAX_LENGTH ? '' : Buffer.from(text, 'base64url').toString('latin1');
  const scan = SCAN.exec(plain);
  const tenant = TENANT.exec(plain);
  const match = scan ?? tenant;
  if (!match)
    throw new DomainError(
      'invalid_cursor',
      'This is not a cursor. Pass one that an event, a scan or a tenant gave you.',
      {
        path: ['after'],
      },
    );
  if (match[1] !== epoch.slice(0, 8)) throw cursorLost();
  const id = match[2]!.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const number = (group: number) => BigInt(`0x${match[group]}`);
  if (scan) return { epoch, scanId: id, sequence: number(3) };
  return { epoch, tenantId: id, floor: number(3), xid: number(4), id: number(5) };
}

/** What a follower is told whose place is not in this log: to read anew and follow from the cursor that comes with it. */
export function cursorLost(): DomainError {
  return new DomainError(
    'cursor_lost',
    'This cursor does not belong to the log as it is now. Read again what you follow, and follow from the cursor that comes with it.',
    { path: ['after'] },
  );
}

export function historyExpired(): DomainError {
  return new DomainError(
    'history_expired',
    'The events after this cursor are older than the retention. Read again what you follow, and follow from the cursor that comes with it.',
    { path: ['after'] },
  );
}

const encode = (text: string) => Buffer.from(text).toString('base64url');
const bare = (uuid: string) => uuid.replaceAll('-', '');
