import { stripVTControlCharacters, type styleText } from 'node:util';
import type { ConnectionState, Scan, Severity } from '@tribunal/client';

/** A scan as the dashboard knows it. */
export type Row = Pick<Scan, 'id' | 'status' | 'counts' | 'target' | 'createdAt' | 'startedAt' | 'finishedAt'>;
export type Sighting = { severity: Severity; title: string; target: string; at: string; isNew: boolean };
export type Board = { tenant: string; rows: Row[]; findings: Sighting[]; connection: ConnectionState };
type Style = Parameters<typeof styleText>[0];
export type Paint = (style: Style, text: string) => string;

const ENDED = ['COMPLETED', 'FAILED', 'CANCELLED'];
const BAR = 24;
const STATES: Record<ConnectionState, [Style, string]> = {
  live: ['green', '● live'],
  connecting: ['yellow', '◌ connecting'],
  waiting: ['red', '○ lost, trying again'],
  idle: ['dim', '○ idle'],
};
const SEVERITIES: Record<Severity, Style> = {
  CRITICAL: ['bold', 'red'],
  HIGH: 'red',
  MEDIUM: 'yellow',
  LOW: 'cyan',
  INFO: 'dim',
};

export const isOver = ({ status }: { status: string }): boolean => ENDED.includes(status);

/** A frame of so many columns and lines: what is under way first, then what has ended, then what was found. */
export function frame(
  board: Board,
  { width, height, now }: { width: number; height: number; now: number },
  paint: Paint,
): string[] {
  const running = board.rows.filter((row) => !isOver(row));
  const rows = [...running, ...board.rows.filter(isOver)].slice(0, Math.max(3, Math.floor((height - 7) * 0.6)));
  const name = Math.max(12, Math.min(32, width - 72));
  const [style, state] = STATES[board.connection];
  const said = `${running.length} under way · ${board.rows.length} in all`;
  const gap = ' '.repeat(Math.max(1, width - 14 - board.tenant.length - said.length - state.length));
  const lines = [
    ` ${paint('bold', 'Tribunal')}  ${plain(board.tenant)}${gap}${said}   ${paint(style, state)}`,
    '',
    paint(
      'dim',
      ` ${fit('TARGET', name)}  ${fit('STATUS', 9)}  ${fit('PROGRESS', BAR + 10)}  VULN  UNSURE  FOUND     TIME`,
    ),
    ...rows.map((row) => rowLine(row, name, now, paint)),
    '',
    paint('dim', ` ${fit('FOUND', 9)} ${fit('WHAT', Math.max(20, width - name - 26))} ${fit('WHERE', name)}`),
  ];
  const left = Math.max(1, height - lines.length - 1);
  const found = board.findings.slice(0, left).map((one) => findingLine(one, width, name, paint));
  return [...lines, ...(found.length > 0 ? found : [paint('dim', ' nothing yet')])];
}

function rowLine(row: Row, name: number, now: number, paint: Paint): string {
  const { planned, judged, failed, vulnerable, inconclusive, findings } = row.counts;
  const done = row.status === 'QUEUED' ? '' : `${judged + failed}/${planned}`;
  const status = paint(
    row.status === 'FAILED' ? 'red' : isOver(row) ? 'dim' : 'cyan',
    fit(row.status.toLowerCase(), 9),
  );
  const numbers = [
    paint(vulnerable > 0 ? 'red' : 'dim', String(vulnerable).padStart(4)),
    paint(inconclusive > 0 ? 'yellow' : 'dim', String(inconclusive).padStart(6)),
    paint(findings > 0 ? 'bold' : 'dim', String(findings).padStart(5)),
    paint('dim', lasted(row, now).padStart(7)),
  ];
  return ` ${fit(row.target?.name ?? row.id, name)}  ${status}  ${bar(row, paint)} ${done.padEnd(9)}  ${numbers.join('  ')}`;
}

/** Judged, answered and not yet judged, and still to come. */
function bar({ counts: { planned, judged, answered, failed } }: Row, paint: Paint): string {
  const share = (count: number) => (planned === 0 ? 0 : Math.round((Math.min(count, planned) / planned) * BAR));
  const [full, half] = [share(judged + failed), share(answered + failed)];
  const rest = '░'.repeat(BAR - Math.max(full, half));
  return `${paint('green', '█'.repeat(full))}${paint('green', '▒'.repeat(Math.max(0, half - full)))}${paint('dim', rest)}`;
}

function findingLine(one: Sighting, width: number, name: number, paint: Paint): string {
  const severity = paint(SEVERITIES[one.severity], fit(one.severity, 9));
  const seen = one.isNew ? '' : paint('dim', ' seen before');
  return ` ${severity} ${fit(one.title, Math.max(20, width - name - 26))} ${paint('dim', fit(one.target, name))}${seen}`;
}

function lasted({ startedAt, finishedAt }: Row, now: number): string {
  if (startedAt === null) return '–';
  const seconds = Math.max(0, Math.round(((finishedAt ? Date.parse(finishedAt) : now) - Date.parse(startedAt)) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Exactly so many columns, for text of the usual scripts. */
function fit(text: string, width: number): string {
  const letters = [...plain(text)];
  return letters.length > width ? `${letters.slice(0, width - 1).join('')}…` : letters.join('').padEnd(width);
}

/** A name is somebody's text: it may not steer the terminal. */
function plain(text: string): string {
  return stripVTControlCharacters(text).replace(/\p{Cc}/gu, ' ');
}
