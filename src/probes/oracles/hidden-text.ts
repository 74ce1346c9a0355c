import type { Span } from './find-text.ts';

export type Hidden = Span & {
  channel: 'tags' | 'variation selectors' | 'zero-width bits' | 'invisible operators';
  readings: string[];
};

const TAGS = /[\u{E0020}-\u{E007F}]{2,5000}/gu;
const SELECTORS = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]{2,5000}/gu;
const ZERO_WIDTH = /[\u200B-\u200D\u2060\uFEFF]{8,5000}/gu;
const OPERATORS = /[\u2062\u2064]{8,5000}/gu;
const BLACK_FLAG = '\u{1F3F4}';

/**
 * Text that a reader does not see: Unicode tag characters, runs of variation selectors (one byte each), and bits written with
 * zero-width characters or invisible operators. Flags of regions, and joiners inside words and emoji, are not such text.
 */
export function hiddenText(text: string): Hidden[] {
  const tags = runs(text, TAGS, 'tags', (run) => [fromTags(run)]).filter(
    ({ start }) => !text.slice(0, start).endsWith(BLACK_FLAG),
  );
  const selectors = runs(text, SELECTORS, 'variation selectors', (run) => [fromSelectors(run)]);
  const zeroWidth = runs(text, ZERO_WIDTH, 'zero-width bits', (run) => fromBits(run, '\u200B', '\u200C'));
  const operators = runs(text, OPERATORS, 'invisible operators', (run) => fromBits(run, '\u2062', '\u2064'));
  return [...tags, ...selectors, ...zeroWidth, ...operators];
}

function runs(text: string, shape: RegExp, channel: Hidden['channel'], read: (run: string) => string[]): Hidden[] {
  return Array.from(text.matchAll(shape), ({ 0: run, index }) => ({
    start: index,
    end: index + run.length,
    channel,
    readings: read(run),
  }));
}

function fromTags(run: string): string {
  return Array.from(run, (character) => character.codePointAt(0)! - 0xe0000)
    .filter((code) => code < 0x7f)
    .map((code) => String.fromCharCode(code))
    .join('');
}

/** VS1–VS16 are the bytes 0–15, VS17–VS256 the bytes 16–255. */
function fromSelectors(run: string): string {
  const bytes = Array.from(run, (character) => {
    const code = character.codePointAt(0)!;
    return code < 0xe0000 ? code - 0xfe00 : code - 0xe0100 + 16;
  });
  return Buffer.from(bytes).toString('utf8');
}

/** Eight bits a character, in both polarities, because the convention is the sender's. */
function fromBits(run: string, zero: string, one: string): string[] {
  const bits = Array.from(run)
    .filter((character) => character === zero || character === one)
    .map((character) => (character === one ? '1' : '0'))
    .join('');
  const flipped = bits.replace(/[01]/g, (bit) => (bit === '1' ? '0' : '1'));
  return [bits, flipped].map((row) =>
    (row.match(/[01]{8}/g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 2))).join(''),
  );
}
