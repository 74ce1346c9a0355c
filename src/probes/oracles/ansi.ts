import { type Piece, piecesOf, userText } from './answers.ts';
import { firedIf } from './evidence.ts';
import type { Span } from './find-text.ts';
import type { Oracle } from './oracle.ts';
import type { SpecOf } from './oracle-spec.ts';

type Form = SpecOf<'ansi'>['form'];

const ESC = String.fromCharCode(0x1b);
const BEL = String.fromCharCode(0x07);
/** What follows the escape character: a control sequence, an operating system command (title, link, clipboard), or a single letter. */
const SEQUENCE = `(?:\\[[0-9;:?<=>]{0,40}[ -/]{0,4}[@-~]|\\][^${ESC}${BEL}\\n]{0,500}|[PX^_][^${ESC}\\n]{0,500}|[()#][0-9A-Z]|[78=>cDEHMNOZ])`;
const RAW = new RegExp(`${ESC}${SEQUENCE}|\\x9b[0-9;:?]{0,40}[@-~]`, 'g');
/** The escape character as programmers spell it; the sequence after it must be one with brackets, so that prose does not match. */
const ESCAPED =
  /(?:\\x1b|\\u001b|\\u\{1b\}|\\0?33|\\e|\^\[|%1b|&#27;|&#x1b;)(?:\[[0-9;:?]{0,40}[A-Za-z]|\](?:\d{1,4};)[^\s]{0,300})/gi;

/** Terminal escapes that the user's prompts did not hold in the same form. */
export const ansi: Oracle<SpecOf<'ansi'>> = (spec, input) => {
  const prompts = userText(input);
  const excerpts = piecesOf(input, spec).flatMap((piece) =>
    spansIn(piece, spec.form)
      .filter(({ start, end }) => !prompts.includes(piece.text.slice(start, end)))
      .map(({ start, end }) => visible(piece.excerpt(start, end))),
  );
  return firedIf(
    'ansi',
    excerpts,
    'The answer holds terminal escape sequences.',
    'The answer holds no terminal escapes.',
  );
};

function spansIn(piece: Piece, form: Form): Span[] {
  const shapes = { raw: [RAW], escaped: [ESCAPED], any: [RAW, ESCAPED] }[form];
  return shapes.flatMap((shape) =>
    Array.from(piece.text.matchAll(shape), ({ 0: sequence, index }) => ({
      start: index,
      end: index + sequence.length,
    })).slice(0, 500),
  );
}

/** Evidence is read in terminals too: the escape character is shown as a picture of itself. */
function visible<T extends { text: string }>(excerpt: T): T {
  return { ...excerpt, text: excerpt.text.replaceAll(ESC, '␛').replaceAll(BEL, '␇').replaceAll('\x9b', '␛[') };
}
