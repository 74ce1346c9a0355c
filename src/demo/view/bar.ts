import type { Paint } from './colours.ts';
import { counted, duration, percent } from './numbers.ts';
import { cutText, textWidth } from './width.ts';

/** What the live view shows of a running scan. All counts are of attempts. */
export type Progress = {
  status: string;
  planned: number;
  answered: number;
  judged: number;
  vulnerable: number;
  resistant: number;
  inconclusive: number;
  findings: number;
  elapsedMs: number;
};

const EMPTY_LIMIT = 60;

/** The live view: a bar with counts, and a line with the verdicts. Each line fits `width` columns (40 at least). */
export function renderBar(progress: Progress, width: number, paint: Paint): string[] {
  // Room for the `^C` that a terminal echoes: a line that wraps could not be redrawn in place.
  const room = Math.max(40, width) - 3;
  return [barLine(progress, room, paint), verdictLine(progress, room, paint)];
}

function barLine(progress: Progress, room: number, paint: Paint): string {
  const { planned, judged, answered } = progress;
  const share = planned === 0 ? 0 : judged / planned;
  const label = progress.status.padEnd(9);
  const counts = `${String(judged).padStart(String(planned).length)}/${planned}  ${percent(share).padStart(5)}`;
  const tail = `${counts}  ${rate(progress)}  ${duration(progress.elapsedMs)}`;
  const bar = Math.min(EMPTY_LIMIT, Math.max(6, room - textWidth(label) - textWidth(tail) - 3));
  const full = Math.round(share * bar);
  const waiting = planned === 0 ? 0 : Math.max(0, Math.round((Math.max(answered, judged) / planned) * bar) - full);
  const drawn =
    paint('green', '█'.repeat(full)) +
    paint('green', '▒'.repeat(waiting)) +
    paint('dim', '░'.repeat(bar - full - waiting));
  const rest = cutText(tail, Math.max(0, room - textWidth(label) - bar - 3));
  return `${paint('bold', label)} ${drawn}  ${rest}`;
}

/** Judged attempts per second since the scan began to run. */
function rate(progress: Progress): string {
  const perSecond = progress.elapsedMs > 0 ? (progress.judged * 1000) / progress.elapsedMs : 0;
  return `${perSecond.toFixed(perSecond < 10 ? 1 : 0)}/s`;
}

function verdictLine(progress: Progress, room: number, paint: Paint): string {
  const parts = [
    { style: 'red', text: `${progress.vulnerable} vulnerable` },
    { style: 'green', text: `${progress.resistant} resistant` },
    { style: 'yellow', text: `${progress.inconclusive} inconclusive` },
    { style: 'bold', text: counted(progress.findings, 'finding') },
  ] as const;
  const indent = ' '.repeat(10);
  const plain = indent + parts.map((part) => part.text).join('  ');
  if (textWidth(plain) > room) return cutText(plain, room);
  return indent + parts.map((part) => paint(part.style, part.text)).join('  ');
}

/** The same in one plain line, for a log or a pipe. */
export function progressLine(progress: Progress): string {
  const { judged, planned, vulnerable, resistant, inconclusive } = progress;
  const verdicts = `${vulnerable} vulnerable, ${resistant} resistant, ${inconclusive} inconclusive`;
  return `progress  ${judged}/${planned} judged (${verdicts}), ${rate(progress)}, ${duration(progress.elapsedMs)}`;
}
