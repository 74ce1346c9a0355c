/** What drawing takes of a PDFKit document. */
export type Sheet = PDFKit.PDFDocument;

/** The face that is set, and the page that is open, as the library holds them: it has no way to draw letters that were shaped before. */
type Inside = {
  _font: Face;
  page: { height: number; fonts: Record<string, unknown> };
  addContent(operator: string): void;
};
type Face = { id: string; ref(): unknown; encode(text: string): [codes: string[], positions: unknown] };
type Letter = { code: string /** At the size 1. */; width: number };

/** Letters that neither join nor stack. */
const SIMPLE = /^[\x20-\x7e…—]*$/;
const known = new WeakMap<Face, Map<string, Letter>>();

/**
 * Draws one line in the face that is set, simple texts letter by letter. The library shapes every word and keeps the shape of each: of thousands of
 * hashes, each a word of its own, that is most of the time and of the memory.
 *
 * @param y the line that the letters stand on, from the upper edge of the page
 */
export function drawLetters(sheet: Sheet, text: string, size: number, x: number, y: number): void {
  if (!SIMPLE.test(text)) {
    sheet.fontSize(size).text(text, x, y, { lineBreak: false, baseline: 'alphabetic' });
    return;
  }
  const inside = sheet as unknown as Inside;
  const { _font: face, page } = inside;
  const codes = Array.from(text, (letter) => letterOf(sheet, letter).code).join('');
  page.fonts[face.id] ??= face.ref();
  inside.addContent(
    `q 1 0 0 -1 0 ${page.height} cm BT /${face.id} ${size} Tf 1 0 0 1 ${x} ${page.height - y} Tm <${codes}> Tj ET Q`,
  );
}

/** How wide `drawLetters` draws it. */
export function widthOfLetters(sheet: Sheet, text: string, size: number): number {
  if (!SIMPLE.test(text)) return sheet.fontSize(size).widthOfString(text);
  let width = 0;
  for (const letter of text) width += letterOf(sheet, letter).width;
  return width * size;
}

function letterOf(sheet: Sheet, letter: string): Letter {
  const { _font: face } = sheet as unknown as Inside;
  const letters = known.get(face) ?? new Map<string, Letter>();
  known.set(face, letters);
  const found = letters.get(letter) ?? {
    code: face.encode(letter)[0].join(''),
    width: sheet.fontSize(100).widthOfString(letter) / 100,
  };
  letters.set(letter, found);
  return found;
}
