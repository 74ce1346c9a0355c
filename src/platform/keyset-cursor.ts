import { DomainError } from './errors.ts';

/** `time` is a timestamptz(3); `integer` fits a bigint. */
export type KeyType = 'time' | 'uuid' | 'text' | 'integer';

type Order = { name: string; keys: readonly { type: KeyType }[] };

const LONGEST = 1024;
const FORM: Record<KeyType, RegExp> = {
  time: /^\d{1,14}$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  text: /^\P{Cc}{0,400}$/u,
  integer: /^-?\d{1,18}$/,
};

/** The opaque cursor of a row: the list's name and all of the row's sort keys. */
export function encodeKeys(order: Order, values: readonly unknown[]): string {
  const texts = values.map((value) => (value instanceof Date ? String(value.getTime()) : String(value)));
  return Buffer.from(JSON.stringify([order.name, ...texts])).toString('base64url');
}

/**
 * The keys in a cursor of this list, ready to be values of a statement.
 *
 * @throws DomainError `invalid_cursor` for text that is no cursor, and for a cursor of another list
 */
export function decodeKeys(order: Order, cursor: string, path: string): (string | Date)[] {
  const [name, ...texts] = parse(cursor);
  const fits = name === order.name && texts.length === order.keys.length;
  if (!fits || !order.keys.every((key, i) => FORM[key.type].test(texts[i]!))) {
    throw new DomainError('invalid_cursor', 'This is not a cursor of this list. Pass one that the list gave you.', {
      path: [path],
    });
  }
  return texts.map((text, i) => (order.keys[i]!.type === 'time' ? new Date(Number(text)) : text));
}

function parse(cursor: string): string[] {
  if (cursor.length > LONGEST) return [];
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) && value.every((member) => typeof member === 'string') ? value : [];
  } catch {
    return []; // not JSON, so not a cursor of ours
  }
}
