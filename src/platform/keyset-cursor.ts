import { DomainError } from './errors.ts';

/** `time` is a timestamptz(3); `integer` fits a bigint; `choice` is a value of a PostgreSQL enum. */
export type KeyType = 'time' | 'uuid' | 'text' | 'integer' | 'number' | 'choice';

type Order = { name: string; keys: readonly { type: KeyType; nullable?: boolean }[] };
/** A sort key in a cursor. Null where the row has none. */
export type KeyValue = string | Date | null;

const LONGEST = 4096;
const FORM: Record<KeyType, RegExp> = {
  time: /^\d{1,14}$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  text: /^[^\0]{0,400}$/u,
  integer: /^-?\d{1,18}$/,
  number: /^-?\d{1,20}(\.\d{1,20})?(e[+-]?\d{1,3})?$/,
  choice: /^[a-z_]{1,40}$/,
};

/** The opaque cursor of a row: the list's name and all of the row's sort keys. */
export function encodeKeys(order: Order, values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([order.name, ...values.map(textOf)])).toString('base64url');
}

function textOf(value: unknown): string | null {
  if (value == null) return null;
  return value instanceof Date ? String(value.getTime()) : String(value);
}

/**
 * The keys in a cursor of this list, ready to be values of a statement.
 *
 * @throws DomainError `invalid_cursor` for text that is no cursor, and for a cursor of another list, order or filter
 */
export function decodeKeys(order: Order, cursor: string, path: string): KeyValue[] {
  const [name, ...texts] = parse(cursor);
  const fits = name === order.name && texts.length === order.keys.length;
  if (!fits || !order.keys.every((key, i) => isKey(key, texts[i]!))) {
    const message =
      'This is not a cursor of this list in this order with this filter. Pass one that the same list gave you.';
    throw new DomainError('invalid_cursor', message, { path: [path] });
  }
  return texts.map((text, i) => (text !== null && order.keys[i]!.type === 'time' ? new Date(Number(text)) : text));
}

function isKey(key: Order['keys'][number], text: string | null): boolean {
  return text === null ? key.nullable === true : FORM[key.type].test(text);
}

function parse(cursor: string): (string | null)[] {
  if (cursor.length > LONGEST) return [];
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const isCursor = Array.isArray(value) && value.every((member) => typeof member === 'string' || member === null);
    return isCursor ? value : [];
  } catch {
    return []; // not JSON, so not a cursor of ours
  }
}
