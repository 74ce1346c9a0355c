/** One value of DER (X.690): its tag, all of its bytes, and its content. Views of what was read, not copies. */
export type Der = { tag: number; bytes: Buffer; content: Buffer };

/** What was read is no DER, or not of the form that is looked for. */
export class DerError extends Error {
  override readonly name = 'DerError';
}

export const TAG = { integer: 0x02, octets: 0x04, oid: 0x06, utcTime: 0x17, sequence: 0x30, set: 0x31 } as const;

/** The `[n]` of a sequence. */
export const context = (n: number) => 0xa0 + n;

/**
 * The value with which the bytes begin; more may follow it.
 *
 * @throws DerError
 */
export function readDer(bytes: Buffer): Der {
  const tag = bytes[0];
  const first = bytes[1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new DerError('not a value of DER');
  const more = first < 0x80 ? 0 : first & 0x7f;
  // A length of unknown size (0x80) is BER, and four bytes are more than any signature takes.
  if (first === 0x80 || more > 4 || bytes.length < 2 + more) throw new DerError('a length that is not of DER');
  const length = more === 0 ? first : bytes.readUIntBE(2, more);
  const begin = 2 + more;
  if (bytes.length < begin + length) throw new DerError('a value that breaks off');
  return { tag, bytes: bytes.subarray(0, begin + length), content: bytes.subarray(begin, begin + length) };
}

/**
 * The values that a constructed one holds.
 *
 * @throws DerError
 */
export function partsOf({ content }: Der): Der[] {
  const parts: Der[] = [];
  for (let rest = content; rest.length > 0; ) {
    const part = readDer(rest);
    parts.push(part);
    rest = rest.subarray(part.bytes.length);
  }
  return parts;
}

/** @throws DerError when the value is not there, or is another */
export function expectTag(value: Der | undefined, tag: number): Der {
  if (value?.tag === tag) return value;
  throw new DerError(`no value with the tag ${tag}`);
}

/**
 * The first of some values with this tag.
 *
 * @throws DerError when there is none
 */
export function withTag(values: readonly Der[], tag: number): Der {
  const found = values.find((value) => value.tag === tag);
  if (found) return found;
  throw new DerError(`nothing with the tag ${tag}`);
}
