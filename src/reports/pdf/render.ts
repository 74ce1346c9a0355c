import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { documentOf, type PdfParts } from './document.ts';
import type { Sheet } from './draw-letters.ts';
import { FONT_FILES } from './fonts.ts';
import { drawPage, type List, pagesOf } from './list-pages.ts';

/** The library's printer itself: its front shows the document only when every page is written and gone. */
type Printer = {
  pdfKitDoc: Sheet;
  createPdfKitDocument(content: TDocumentDefinitions, options: { progressCallback: () => void }): Promise<Sheet>;
};
type Urls = { resolve(url: string): void; resolved(): Promise<void> };
const { default: PdfPrinter } = createRequire(import.meta.url)('pdfmake/js/Printer.js') as {
  default: new (fonts: object, files: null, urls: Urls, mayRead: (path: string) => boolean) => Printer;
};

/** Nothing in a report is fetched from anywhere, whatever a text says; of this machine, only the faces are read. */
const NO_URLS: Urls = { resolve: () => undefined, resolved: async () => undefined };
const FILES: readonly string[] = Object.values(FONT_FILES).flatMap((face) => Object.values(face));

/** Lays the document out; its bytes come as it is read. Takes the processor for as long as it takes: call it in a process of its own. */
export async function renderPdf(parts: PdfParts): Promise<Readable> {
  const { content, lists } = documentOf(parts);
  const printer = new PdfPrinter(structuredClone(FONT_FILES), null, NO_URLS, (path) => FILES.includes(path));
  let pages = 0;
  const footer = content.footer as (page: number, of: number) => Content;
  content.footer = (page: number, of: number) => {
    pages = of;
    return footer(page, of);
  };
  let listens = false;
  // Told for the first time when the first page is written.
  const progressCallback = () => {
    if (listens) return;
    listens = true;
    drawLists(printer.pdfKitDoc, lists, pages);
  };
  const document = await printer.createPdfKitDocument(content, { progressCallback });
  document.end();
  return document as unknown as Readable;
}

/** Draws each page of the lists as the last thing on it, so that its heading is read first; then it is written and gone. */
function drawLists(sheet: Sheet, lists: readonly List[], pages: number): void {
  const places = lists.flatMap((list) => Array.from({ length: pagesOf(list) }, (_, page) => ({ list, page })));
  let left = pages - 1;
  sheet.on('pageAdded', () => {
    const place = places[places.length - left];
    left -= 1;
    if (place) beforeEnd(sheet.page, () => drawPage(sheet, place.list, place.page));
  });
}

function beforeEnd(page: PDFKit.PDFPage, draw: () => void): void {
  const end = page.end.bind(page);
  page.end = () => {
    draw();
    end();
  };
}
