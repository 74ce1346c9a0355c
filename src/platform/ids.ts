import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { DomainError } from './errors.ts';

/** The public prefix of each kind of row. A prefix is part of the public contract. */
export const PREFIX = {
  tenant: 'ten',
  user: 'usr',
  membership: 'mbr',
  token: 'tok',
  session: 'ses',
  invitation: 'inv',
  secret: 'sec',
  endpoint: 'ep',
  target: 'tgt',
  scan: 'scn',
  attempt: 'att',
  turn: 'trn',
  opinion: 'opn',
  finding: 'fnd',
  occurrence: 'occ',
  evidence: 'evd',
  change: 'chg',
  batch: 'bat',
  comment: 'cmt',
  review: 'rev',
  view: 'viw',
  dlp_rule: 'dlp',
  audit: 'aud',
  report: 'rpt',
  webhook: 'whk',
  delivery: 'dlv',
  schedule: 'sch',
} as const;

export type IdKind = keyof typeof PREFIX;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const PUBLIC = /^([a-z]{2,4})_(\d{4})_([0-9a-hjkmnp-tv-z]{26})$/;

/** A new row id: UUIDv7, so that ids sort by the time of their making. */
export function newId(): string {
  return v7();
}

/**
 * A new row id that nobody guesses, not even from the ids before and after it: a UUIDv7 whose 74 bits behind the time all come from the
 * generator of the operating system, where `newId` counts up within a millisecond. It has a time, so that its public form has a year.
 */
export function newUnguessableId(): string {
  const bytes = randomBytes(16);
  return v7({ msecs: Date.now(), seq: bytes.readUInt32BE(0), random: bytes });
}

/**
 * The public form of an id: `scn_2026_` and 26 characters of Crockford base32. The year is read from the UUIDv7, so the form is
 * computed both ways and needs no column.
 */
export function formatId(kind: IdKind, uuid: string): string {
  const hex = uuid.replaceAll('-', '');
  const year = new Date(Number.parseInt(hex.slice(0, 12), 16)).getUTCFullYear();
  // Two digits are 8 bits, two characters with two zeros before them; then five digits are 20 bits, four characters. A page writes hundreds.
  let text = pair(Number.parseInt(hex.slice(0, 2), 16));
  for (let i = 2; i < 32; i += 5) {
    const bits = Number.parseInt(hex.slice(i, i + 5), 16);
    text += pair(bits >> 10) + pair(bits & 1023);
  }
  return `${PREFIX[kind]}_${year}_${text}`;
}

function pair(bits: number): string {
  return ALPHABET[bits >> 5]! + ALPHABET[bits & 31]!;
}

/**
 * The UUID of a public id or of a plain UUID. Anything else, a prefix of another kind included, is the same refusal as a row
 * that does not exist, so that ids tell a stranger nothing.
 *
 * @throws DomainError `not_found`
 */
export function parseId(kind: IdKind | readonly IdKind[], text: string): string {
  const uuid = tryParseId(kind, text);
  if (uuid === null) throw notFound(kind);
  return uuid;
}

/** As `parseId`, but null for what cannot be an id of this kind: for lists in which one wrong member is no reason to refuse the rest. */
export function tryParseId(kind: IdKind | readonly IdKind[], text: string): string | null {
  return UUID.test(text) ? text.toLowerCase() : fromPublic(kind, text);
}

/** What every door answers for a row that is missing or belongs to somebody else. */
export function notFound(kind: IdKind | readonly IdKind[]): DomainError {
  const name = typeof kind === 'string' ? kind : kind[0];
  return new DomainError('not_found', `There is no such ${name}, or you may not see it.`);
}

/** The kind a public id claims by its prefix, or null. `node(id)` uses it to choose the set to look in. */
export function kindOf(text: string): IdKind | null {
  const prefix = PUBLIC.exec(text)?.[1];
  const row = Object.entries(PREFIX).find(([, value]) => value === prefix);
  return row ? (row[0] as IdKind) : null;
}

function fromPublic(kind: IdKind | readonly IdKind[], text: string): string | null {
  const match = PUBLIC.exec(text);
  const kinds = typeof kind === 'string' ? [kind] : kind;
  if (!match || !kinds.some((k) => PREFIX[k] === match[1])) return null;
  let value = 0n;
  for (const character of match[3]!) value = (value << 5n) | BigInt(ALPHABET.indexOf(character));
  if (value >> 128n) return null;
  const hex = value.toString(16).padStart(32, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
