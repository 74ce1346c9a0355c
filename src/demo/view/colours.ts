import { styleText } from 'node:util';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan' | 'magenta';
/** Paints a text, or returns it as it is where colours are off. Paint after measuring: escape sequences have no width. */
export type Paint = (style: Style | readonly Style[], text: string) => string;

export const noPaint: Paint = (_, text) => text;
const ansiPaint: Paint = (style, text) =>
  styleText(typeof style === 'string' ? style : [...style], text, { validateStream: false });

type Stream = { isTTY?: boolean; hasColors?: () => boolean };

/** Colours for a terminal that has them. `hasColors` of Node already obeys `NO_COLOR` and `TERM=dumb`. */
export function paintFor(stream: Stream): Paint {
  return stream.isTTY && stream.hasColors?.() ? ansiPaint : noPaint;
}

const SEVERITY_STYLE: Record<string, Style | readonly Style[]> = {
  critical: ['bold', 'red'],
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'dim',
};

export function severityStyle(severity: string): Style | readonly Style[] {
  return SEVERITY_STYLE[severity] ?? 'dim';
}
