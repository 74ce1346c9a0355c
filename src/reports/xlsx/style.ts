import type { Alignment, Fill, Style } from 'exceljs';
import type { CoverageState } from '#src/findings/coverage-states.ts';
import type { Severity } from '#src/probes/probe-file.ts';

export type CellStyle = Partial<Style>;

const FONT = { name: 'Calibri', family: 2, size: 11 };
const INK = 'FF1C2733';
const ACCENT = 'FF1D4A73';
const TOP: Partial<Alignment> = { vertical: 'top' };
const WRAPPED: Partial<Alignment> = { vertical: 'top', wrapText: true };
const RIGHT: Partial<Alignment> = { vertical: 'top', horizontal: 'right', indent: 1 };

const fill = (argb: string): Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } });
const inked = (argb: string, bold = false) => ({ ...FONT, color: { argb }, bold });

// One object a style: the writer knows a style by its object, and looks none up twice.
export const PLAIN: CellStyle = { font: inked(INK), alignment: TOP };
export const WRAP: CellStyle = { font: inked(INK), alignment: WRAPPED };
/** The cell stays a text when somebody edits it. */
export const TEXT: CellStyle = { ...PLAIN, numFmt: '@' };
export const TEXT_WRAP: CellStyle = { ...WRAP, numFmt: '@' };
export const LINK: CellStyle = { font: { ...inked('FF1F5FA8'), underline: true }, alignment: TOP, numFmt: '@' };
export const HASH: CellStyle = { font: { ...inked('FF5D6976'), name: 'Consolas', size: 9 }, alignment: TOP };
export const COUNT: CellStyle = { ...PLAIN, alignment: RIGHT, numFmt: '#,##0' };
/** A count of which any is bad. */
export const COUNT_BAD: CellStyle = { font: inked('FF9A3412', true), alignment: RIGHT, numFmt: '#,##0' };
export const SHARE: CellStyle = { ...PLAIN, alignment: RIGHT, numFmt: '0.00' };
export const MOMENT: CellStyle = {
  font: inked(INK),
  alignment: { ...TOP, horizontal: 'left', indent: 1 },
  numFmt: 'yyyy-mm-dd hh:mm',
};
export const HEAD: CellStyle = {
  font: inked('FFFFFFFF', true),
  fill: fill(ACCENT),
  alignment: { vertical: 'middle', wrapText: true },
};
export const HEAD_RIGHT: CellStyle = { ...HEAD, alignment: { ...HEAD.alignment, horizontal: 'right', indent: 1 } };
export const TITLE: CellStyle = {
  font: { ...inked(ACCENT, true), size: 18 },
  alignment: { vertical: 'middle', wrapText: true },
  numFmt: '@',
};
export const SECTION: CellStyle = {
  font: { ...inked(ACCENT, true), size: 13 },
  border: { bottom: { style: 'thin', color: { argb: 'FFD5DBE1' } } },
};
export const LABEL: CellStyle = { font: inked('FF5D6976'), alignment: TOP };
export const GRADE: CellStyle = { font: { ...inked(ACCENT, true), size: 24 }, alignment: { horizontal: 'left' } };

const tinted = (ink: string, back: string): CellStyle => ({ font: inked(ink, true), fill: fill(back), alignment: TOP });

/** Dark letters on a tint: readable by everybody, and in grey. */
export const SEVERITY_STYLE: Record<Severity, CellStyle> = {
  critical: tinted('FF7F1D1D', 'FFF6CFCB'),
  high: tinted('FF8A2F0B', 'FFFCE0CF'),
  medium: tinted('FF6B4700', 'FFFBEFC9'),
  low: tinted('FF2F5D3C', 'FFE1F0E5'),
  info: tinted('FF44546A', 'FFE8EDF2'),
};

/** Tested is no praise: what the tests found stands beside it. So it has no green. */
export const STATE_STYLE: Record<CoverageState, CellStyle> = {
  tested: tinted('FF1D4A73', 'FFDCE8F3'),
  partly_tested: tinted('FF6B4700', 'FFFBEFC9'),
  related_only: tinted('FF6B4700', 'FFFDF7E4'),
  not_tested: tinted('FF8A2F0B', 'FFFCE0CF'),
  not_testable: tinted('FF44546A', 'FFE8EDF2'),
};
