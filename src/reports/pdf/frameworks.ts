import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { COVERAGE_STATES, type CoverageState } from '#src/findings/coverage-states.ts';
import type { ReportControl, ReportFramework, ReportHead, ReportOverlap } from '#src/reports/report-model.ts';
import { STATE_WORD } from '#src/reports/words.ts';
import { chapter, day, number, plural, section, table, titledTable } from './parts.ts';
import { FAINT, INK, MUTED } from './style.ts';
import { phrase } from './text.ts';

const STATE_COLOUR: Record<CoverageState, string> = {
  tested: INK,
  partly_tested: INK,
  related_only: MUTED,
  not_tested: '#b4411a',
  not_testable: FAINT,
};

/** A chapter for each framework: its controls with what is known of each, then what is missing. */
export function frameworks(head: ReportHead): Content[] {
  return head.frameworks.flatMap(one);
}

function one(framework: ReportFramework): Content[] {
  const id = `framework-${framework.slug}`;
  const counts = COVERAGE_STATES.map(
    (state) => [state, framework.controls.filter((control) => control.state === state).length] as const,
  );
  const touched = framework.controls.filter(({ open }) => open > 0).length;
  return [
    chapter(framework.name, id),
    {
      text: `${framework.publisher}, edition ${framework.edition} (${framework.editionDate}). ${plural(framework.controls.length, 'entry', 'entries')}; open findings touch ${number(touched)}.`,
      style: 'body',
    },
    {
      text: counts.flatMap(([state, count], i) => [
        { text: `${i > 0 ? '   ·   ' : ''}${number(count)} `, bold: true },
        { text: STATE_WORD[state].toLowerCase(), color: MUTED },
      ]),
      fontSize: 9,
      margin: [0, 0, 0, 10],
    },
    table(
      [62, '*', 88, 28, 36, 46],
      ['ENTRY', 'TITLE', 'TESTS', 'OPEN', 'CLOSED', 'LAST RUN'],
      framework.controls.map(controlRow),
    ),
    ...gaps(framework, id),
  ];
}

function controlRow(control: ReportControl): TableCell[] {
  return [
    { text: control.localId, bold: true },
    phrase(control.title, 140),
    { text: STATE_WORD[control.state], color: STATE_COLOUR[control.state] },
    { text: number(control.open), alignment: 'right', bold: control.open > 0 },
    { text: number(control.closed), alignment: 'right' },
    { text: day(control.lastRanAt), color: MUTED },
  ];
}

/** Entries that could have been tested, and were not: grouped by the reason. */
function gaps({ controls }: ReportFramework, parent: string): Content[] {
  const open = controls.filter(({ state }) => state !== 'tested');
  const byReason = Map.groupBy(open, ({ reason, state }) => reason ?? STATE_WORD[state]);
  if (byReason.size === 0) return [];
  const items = [...byReason].map(
    ([reason, list]): Content => ({
      stack: [
        phrase(reason, 400, { bold: true }),
        {
          text: list.map(({ localId }) => localId).join(', '),
          color: MUTED,
          fontSize: 8,
          margin: [0, 2, 0, 0],
          lineHeight: 1.25,
        },
      ],
    }),
  );
  const [first, ...rest] = items;
  return [section('Gaps', parent, `${parent}-gaps`, first!), ...rest];
}

/** Which entries of different frameworks the same findings touch. */
export function overlaps({ overlaps: pairs, frameworks: chosen }: ReportHead): Content[] {
  return [
    chapter('Overlaps between frameworks', 'overlaps'),
    {
      text: 'Where one weakness counts under several frameworks, fixing it once answers all of them. Findings are those of this report that are open. Curated pairs are drawn from published mappings; they are shown whether or not findings touch them.',
      style: 'body',
    },
    matrix(
      chosen.map(({ slug, shortName }) => ({ slug, shortName })),
      pairs,
    ),
    titledTable(
      { title: 'Pairs', parent: 'overlaps', id: 'overlap-pairs' },
      [96, 96, 42, '*'],
      ['ENTRY', 'ENTRY', 'FINDINGS', 'RELATION'],
      pairs
        .slice(0, 200)
        .map((pair) => [
          { text: pair.refA, fontSize: 7.5 },
          { text: pair.refB, fontSize: 7.5 },
          { text: number(pair.count), alignment: 'right' as const, bold: pair.count > 0 },
          phrase(
            pair.curated ? `${pair.curated.strength}: ${pair.curated.rationale}` : 'Touched by the same findings.',
            260,
            { fontSize: 7.5, color: MUTED },
          ),
        ]),
    ),
  ];
}

type Column = { slug: string; shortName: string };

/** Frameworks against frameworks: how many pairs have findings on both sides. */
function matrix(columns: readonly Column[], pairs: readonly ReportOverlap[]): Content {
  const between = (a: Column, b: Column) =>
    pairs.filter(
      ({ refA, refB, count }) =>
        count > 0 &&
        ((refA.startsWith(`${a.slug}_`) && refB.startsWith(`${b.slug}_`)) ||
          (refA.startsWith(`${b.slug}_`) && refB.startsWith(`${a.slug}_`))),
    ).length;
  const most = Math.max(1, ...columns.flatMap((a) => columns.map((b) => (a === b ? 0 : between(a, b)))));
  const cell = (a: Column, b: Column): TableCell => {
    if (a === b) return { text: '', fillColor: '#eef1f4' };
    const count = between(a, b);
    return {
      text: number(count),
      alignment: 'center',
      fillColor: '#1d4a73',
      fillOpacity: 0.05 + 0.35 * (count / most),
      bold: count > 0,
    };
  };
  return {
    table: {
      headerRows: 1,
      widths: [110, ...columns.map(() => '*')],
      body: [
        [
          { text: '' },
          ...columns.map(({ shortName }) => ({
            text: shortName,
            fontSize: 7,
            color: MUTED,
            alignment: 'center' as const,
          })),
        ],
        ...columns.map((a) => [{ text: a.shortName, fontSize: 8 }, ...columns.map((b) => cell(a, b))]),
      ],
    },
    layout: {
      hLineWidth: () => 1,
      vLineWidth: () => 1,
      hLineColor: () => '#ffffff',
      vLineColor: () => '#ffffff',
      paddingTop: () => 5,
      paddingBottom: () => 5,
    },
    fontSize: 9,
    margin: [0, 6, 0, 6],
  };
}
