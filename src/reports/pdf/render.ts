import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pdfmake from 'pdfmake';
import { documentOf, type PdfParts } from './document.ts';
import { FONT_FILES } from './fonts.ts';

/** Lays the document out and writes it. Takes the processor for as long as it takes: call it in a process of its own. */
export async function renderPdf(parts: PdfParts, sink: Writable): Promise<void> {
  pdfmake.setFonts(FONT_FILES);
  // Nothing in a report is fetched from anywhere, whatever a text says; of this machine, only the faces are read.
  pdfmake.setUrlAccessPolicy(() => false);
  const files: readonly string[] = Object.values(FONT_FILES).flatMap((face) => Object.values(face));
  pdfmake.setLocalAccessPolicy((path) => files.includes(path));
  const document = await pdfmake.createPdf(documentOf(parts)).getStream();
  document.end();
  await pipeline(document, sink);
}
