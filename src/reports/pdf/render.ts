import type { Readable } from 'node:stream';
import pdfmake from 'pdfmake';
import { documentOf, type PdfParts } from './document.ts';
import { FONT_FILES } from './fonts.ts';

/** Lays the document out; its bytes come as it is read. Takes the processor for as long as it takes: call it in a process of its own. */
export async function renderPdf(parts: PdfParts): Promise<Readable> {
  pdfmake.setFonts(FONT_FILES);
  // Nothing in a report is fetched from anywhere, whatever a text says; of this machine, only the faces are read.
  pdfmake.setUrlAccessPolicy(() => false);
  const files: readonly string[] = Object.values(FONT_FILES).flatMap((face) => Object.values(face));
  pdfmake.setLocalAccessPolicy((path) => files.includes(path));
  const document = await pdfmake.createPdf(documentOf(parts)).getStream();
  document.end();
  return document as unknown as Readable;
}
