import { SEVERITIES } from '#src/probes/probe-file.ts';
import type { ReportControl } from '#src/reports/report-model.ts';
import { SEVERITY_WORD, STATE_WORD } from '#src/reports/words.ts';
import type { Column } from './sheet.ts';
import { COUNT, COUNT_BAD, STATE_STYLE } from './style.ts';

/** A framework's entries in its own order; why an entry is a gap stands beside its state. */
export const CONTROL_COLUMNS: readonly Column<ReportControl>[] = [
  { head: 'Entry', width: 15, value: ({ localId }) => localId },
  { head: 'Title', width: 52, value: ({ title }) => title, wrap: true },
  { head: 'Tests', width: 23, value: ({ state }) => STATE_WORD[state], style: ({ state }) => STATE_STYLE[state] },
  { head: 'What is missing', width: 44, value: ({ reason }) => reason, wrap: true },
  {
    head: 'Open findings',
    width: 10,
    numbers: true,
    value: ({ open }) => open,
    style: ({ open }) => (open > 0 ? COUNT_BAD : COUNT),
  },
  ...SEVERITIES.map(
    (severity): Column<ReportControl> => ({
      head: SEVERITY_WORD[severity],
      width: 11,
      numbers: true,
      value: ({ severities }) => severities[severity],
    }),
  ),
  { head: 'Closed findings', width: 10, numbers: true, value: ({ closed }) => closed },
  { head: 'Probes', width: 9, numbers: true, value: ({ probes }) => probes },
  { head: 'Last run (UTC)', width: 17, value: ({ lastRanAt }) => lastRanAt },
  { head: 'Ref', width: 26, value: ({ ref }) => ref },
];
