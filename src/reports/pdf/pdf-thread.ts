import { Writable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import type { PdfParts } from './document.ts';
import { renderPdf } from './render.ts';

// The thread's whole life: one document, told piece by piece, and null at its end.
const sink = new Writable({
  write(piece: Buffer, _encoding, done) {
    parentPort?.postMessage(new Uint8Array(piece));
    done();
  },
});
await renderPdf(workerData as PdfParts, sink);
parentPort?.postMessage(null);
