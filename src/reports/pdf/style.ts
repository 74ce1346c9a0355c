import type { CustomTableLayout, StyleDictionary } from 'pdfmake/interfaces.js';
import type { Severity } from '#src/probes/probe-file.ts';

export const PAGE = {
  size: 'A4',
  margins: [62, 74, 62, 66] as [number, number, number, number],
  width: 595.28 - 124,
  height: 841.89,
} as const;

export const INK = '#1c2733';
export const MUTED = '#5d6976';
export const FAINT = '#8a95a1';
export const RULE = '#d5dbe1';
export const WASH = '#f4f6f8';
export const ACCENT = '#1d4a73';

/** Told apart in grey too: the worse, the darker. */
export const SEVERITY_COLOUR: Record<Severity, string> = {
  critical: '#7f1d1d',
  high: '#b4411a',
  medium: '#b98115',
  low: '#4d7c5a',
  info: '#7b8ca0',
};

export const STYLES: StyleDictionary = {
  h1: { fontSize: 20, bold: true, color: ACCENT, margin: [0, 0, 0, 14] },
  h2: { fontSize: 13, bold: true, color: INK, margin: [0, 16, 0, 4] },
  h3: { fontSize: 10.5, bold: true, color: INK, margin: [0, 12, 0, 3] },
  lead: { fontSize: 10.5, color: INK, lineHeight: 1.35, margin: [0, 0, 0, 8] },
  body: { fontSize: 9.5, lineHeight: 1.3, margin: [0, 0, 0, 6] },
  label: { fontSize: 7.5, bold: true, color: MUTED, characterSpacing: 0.4 },
  small: { fontSize: 8, color: MUTED, lineHeight: 1.25 },
  cell: { fontSize: 8.2, lineHeight: 1.15 },
  head: { fontSize: 7.5, bold: true, color: MUTED },
  mono: { font: 'Mono', fontSize: 7.5, lineHeight: 1.25 },
};

/** Lines between rows, none between columns; a firmer one below the head. */
export const TABLE: CustomTableLayout = {
  hLineWidth: (i, node) => {
    const head = node.table.headerRows ?? 0;
    return i < head || i === node.table.body.length ? 0 : i === head ? 0.8 : 0.4;
  },
  vLineWidth: () => 0,
  hLineColor: (i, node) => (i === (node.table.headerRows ?? 0) ? MUTED : RULE),
  paddingLeft: (i) => (i === 0 ? 0 : 6),
  paddingRight: () => 6,
  paddingTop: () => 3,
  paddingBottom: () => 3,
};

/** A quiet box around what somebody said. */
export const QUOTE: CustomTableLayout = {
  hLineWidth: () => 0,
  vLineWidth: (i) => (i === 0 ? 2 : 0),
  vLineColor: () => RULE,
  fillColor: () => WASH,
  paddingLeft: () => 8,
  paddingRight: () => 8,
  paddingTop: () => 6,
  paddingBottom: () => 6,
};
