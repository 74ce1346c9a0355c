import { Writable } from 'node:stream';
import type { PdfParts } from './document.ts';
import { renderPdf } from './render.ts';

// The process's whole life: one document in, told piece by piece, `done` at its end. It ends with whoever started it.
process.once('disconnect', () => process.exit(1));
process.once('message', async (parts: PdfParts) => {
  const sink = new Writable({
    write(piece: Buffer, _encoding, done) {
      process.send?.(new Uint8Array(piece), undefined, undefined, done);
    },
  });
  await renderPdf(parts, sink);
  process.send?.('done');
});
