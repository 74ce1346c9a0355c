import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { OutboundError } from './outbound-error.ts';

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** More layers than this are no server's need, only a way to make a small answer cost much. */
const MAX_LAYERS = 2;

/**
 * Undoes `Content-Encoding`. The limit counts the bytes that come out, as they come out: a small answer that unpacks to gigabytes
 * is cut at the limit, with no more than one buffer beyond it ever in memory.
 *
 * @param encodings As `encodingsOf` gives them, at least one.
 * @throws OutboundError `too_large`, `not_json` for data that is not what its encoding says, and whatever the source throws.
 */
export async function* decodeBody(
  source: AsyncIterable<Buffer>,
  encodings: readonly string[],
  limit: { place: string; maxBytes: number },
): AsyncGenerator<Buffer, void> {
  const { place, maxBytes } = limit;
  const packed = { size: 0 };
  let size = 0;
  try {
    for await (const chunk of unpacked(counted(source, packed), encodings) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) {
        throw new OutboundError('too_large', `${place} sent an answer that unpacks to more than ${maxBytes} bytes.`);
      }
      yield chunk;
    }
  } catch (cause) {
    if (cause instanceof OutboundError) throw cause;
    // A response without a body, as to HEAD, may name an encoding all the same.
    if (packed.size === 0) return;
    throw new OutboundError('not_json', `${place} sent an answer that is not the ${encodings} it is said to be.`, {
      cause,
    });
  }
}

/**
 * The names in a `Content-Encoding` header, in the order in which they were applied; `identity` is none.
 *
 * @throws OutboundError `not_json` for one that is not known here, or for more than two.
 */
export function encodingsOf(header: string | undefined, place: string): readonly string[] {
  if (header === undefined) return [];
  const names = header.toLowerCase().split(',', MAX_LAYERS + 1);
  const encodings = names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  if (encodings.length > MAX_LAYERS || encodings.some((name) => !Object.hasOwn(DECODERS, name))) {
    const shown = header.slice(0, 40);
    throw new OutboundError('not_json', `${place} sent an answer encoded as "${shown}", which is not read here.`);
  }
  return encodings;
}

async function* counted(source: AsyncIterable<Buffer>, counter: { size: number }): AsyncGenerator<Buffer, void> {
  for await (const chunk of source) {
    counter.size += chunk.length;
    yield chunk;
  }
}

/** An error anywhere in the chain ends the last stream with it, and so reaches the loop that reads it. */
function unpacked(source: AsyncIterable<Buffer>, encodings: readonly string[]): Readable {
  const decoders = encodings.toReversed().map((name) => DECODERS[name]!());
  const last = decoders.at(-1)!;
  pipeline([Readable.from(source, { objectMode: false }), ...decoders], (error) => {
    if (error) last.destroy(error);
  });
  return last;
}
