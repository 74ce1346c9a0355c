import { createHash, type X509Certificate } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { DerError } from './cms/der.ts';
import { readSignedData, type SignedData } from './cms/signed-data.ts';

/** Where the signature of a document that was signed last lies: at its end, with the few objects that it needs. */
const TAIL = 1024 * 1024;
/** The hexadecimal digits of the largest container that is read. */
const HOLE_MAX = 256 * 1024;

/**
 * What a PDF's own signature says of it.
 *
 * - `none`: it has none, or is no PDF.
 * - `broken`: a byte of the document or of the signature is not as it was, or there is more in the file than was signed.
 * - `intact`: every byte is as the key of the certificate signed it. Whose certificate it is, is another question.
 */
export type PdfSignature =
  | { state: 'none' }
  | { state: 'broken'; reason: string }
  | { state: 'intact'; certificate: X509Certificate; certificates: Buffer[]; signedAt: Date | null };

/** Reads the document twice over at most, in pieces: memory does not grow with it. */
export async function readPdfSignature(path: string): Promise<PdfSignature> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const start = await bytesOf(file, 0, Math.min(5, size));
    // By its name too: a first byte that was changed must not make it another kind of file.
    if (start.toString('latin1') !== '%PDF-' && !path.toLowerCase().endsWith('.pdf')) return { state: 'none' };
    const range = byteRange(await bytesOf(file, Math.max(0, size - TAIL), Math.min(TAIL, size)));
    if (!range) return { state: 'none' };
    return await check(file, size, range);
  } finally {
    await file.close();
  }
}

/** What is signed: from the beginning to `end`, and from `begin` on for `rest` bytes. Between them lies the signature. */
type ByteRange = { end: number; begin: number; rest: number };

function byteRange(tail: Buffer): ByteRange | null {
  const at = tail.lastIndexOf('/ByteRange');
  if (at < 0) return null;
  const found = /^\/ByteRange \[0 (\d{1,12}) (\d{1,12}) (\d{1,12})\]/.exec(tail.toString('latin1', at, at + 80));
  if (!found) return { end: 0, begin: 0, rest: 0 };
  const [end, begin, rest] = found.slice(1).map(Number) as [number, number, number];
  return { end, begin, rest };
}

async function check(file: FileHandle, size: number, { end, begin, rest }: ByteRange): Promise<PdfSignature> {
  if (end === 0 || begin <= end + 2 || begin - end > HOLE_MAX || begin + rest !== size)
    return { state: 'broken', reason: 'The signature in the document does not cover the whole file.' };
  const hole = (await bytesOf(file, end, begin - end)).toString('latin1');
  const signed = read(hole);
  if (!signed) return { state: 'broken', reason: 'The signature in the document cannot be read.' };
  if (!signed.holds)
    return { state: 'broken', reason: 'The signature in the document is not by the key of its certificate.' };
  const hash = createHash('sha256');
  await digestInto(hash, file, 0, end);
  await digestInto(hash, file, begin, rest);
  if (!hash.digest().equals(signed.digest))
    return { state: 'broken', reason: 'The document is not the one that the signature in it was made for.' };
  const { certificate, certificates, signedAt } = signed;
  return { state: 'intact', certificate, certificates, signedAt };
}

/** `<3082…0000>`: the container, then nothing but zeros. Null when it is anything else. */
function read(hole: string): SignedData | null {
  if (!/^<(?:[0-9a-f]{2})+>$/.test(hole)) return null;
  const bytes = Buffer.from(hole.slice(1, -1), 'hex');
  try {
    const signed = readSignedData(bytes);
    return bytes.subarray(signed.length).every((byte) => byte === 0) ? signed : null;
  } catch (error) {
    // Of node:crypto: a certificate, or a key, that is none.
    if (error instanceof DerError || (error as { code?: string }).code?.startsWith('ERR_')) return null;
    throw error;
  }
}

async function digestInto(hash: ReturnType<typeof createHash>, file: FileHandle, start: number, length: number) {
  if (length === 0) return;
  for await (const piece of file.createReadStream({ start, end: start + length - 1, autoClose: false }))
    hash.update(piece as Buffer);
}

async function bytesOf(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position, length });
  return buffer.subarray(0, bytesRead);
}
