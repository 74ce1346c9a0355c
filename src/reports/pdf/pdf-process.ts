import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { Readable, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { PdfParts } from './document.ts';
import { renderPdf } from './render.ts';
import { type PdfSigning, signPdf } from './sign-pdf.ts';

export type ToProcess = { parts: PdfParts; signing: PdfSigning | null };
/** A piece is answered by `more`. A failure is told by its kind and place: its words may quote the report. */
export type FromProcess = { piece: Uint8Array } | { failed: string } | 'done';

const PIECE = 256 * 1024;

// The process's whole life: one document in, told piece by piece, `done` at its end. It ends with whoever started it.
// Whoever waits for an answer of the API goes before whoever waits for a document.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
process.once('disconnect', () => process.exit(1));
process.once('message', (task: ToProcess) =>
  render(task).then(
    () => tell('done'),
    (error: Error) => tell({ failed: placeOf(error) }),
  ),
);

async function render({ parts, signing }: ToProcess): Promise<void> {
  const document = await renderPdf(parts);
  const pieces = signing ? inPieces(await signPdf(await buffer(document), signing)) : document;
  await pipeline(pieces, toParent());
}

function inPieces(bytes: Buffer): Readable {
  const starts = Array.from({ length: Math.ceil(bytes.length / PIECE) }, (_, i) => i * PIECE);
  return Readable.from(starts.map((start) => bytes.subarray(start, start + PIECE)));
}

function toParent(): Writable {
  return new Writable({
    highWaterMark: PIECE,
    write(piece: Buffer, _encoding, done) {
      const answered = once(process, 'message');
      tell({ piece: new Uint8Array(piece) });
      answered.then(() => done(), done);
    },
  });
}

function tell(message: FromProcess): void {
  process.send?.(message);
}

function placeOf({ name, stack = '' }: Error): string {
  const frames = stack.split('\n').filter((line) => line.trimStart().startsWith('at '));
  return [name, ...frames.slice(0, 8).map((line) => line.trim())].join(' ');
}
