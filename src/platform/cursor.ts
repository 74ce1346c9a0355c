import { DomainError } from './errors.ts';

/** A place in the event log of one scan, in one history of this installation. */
export type LogPosition = { epoch: string; scanId: string; sequence: bigint };

const FORM = /^([0-9a-f]{8})([0-9a-f]{12})([0-9a-f]{1,16})$/;

/** The opaque form of a position. It names the epoch and the scan, so that a cursor of elsewhere is noticed. */
export function formatCursor(position: LogPosition): string {
  return Buffer.from(`${head(position)}${position.sequence.toString(16)}`).toString('base64url');
}

/**
 * The sequence number in a cursor of this scan and epoch.
 *
 * @throws DomainError `invalid_cursor` for text that is no cursor, `cursor_lost` for one of another scan or epoch
 */
export function parseCursor(text: string, place: Omit<LogPosition, 'sequence'>): bigint {
  const match = text.length > 64 ? null : FORM.exec(Buffer.from(text, 'base64url').toString('latin1'));
  if (!match)
    throw new DomainError('invalid_cursor', 'This is not a cursor. Pass one that an event or a scan gave you.', {
      path: ['after'],
    });
  if (`${match[1]}${match[2]}` !== head(place)) throw cursorLost();
  return BigInt(`0x${match[3]}`);
}

/** What a follower is told whose place is not in this log: to read the scan again and follow from the cursor that it carries. */
export function cursorLost(): DomainError {
  return new DomainError(
    'cursor_lost',
    'This cursor does not belong to the log as it is now. Read the scan again and follow from its cursor.',
    { path: ['after'] },
  );
}

function head(place: Omit<LogPosition, 'sequence'>): string {
  // The last twelve hex digits of a UUIDv7 are random; the first ones are the time and alike for neighbours.
  return place.epoch.slice(0, 8) + place.scanId.slice(-12);
}
