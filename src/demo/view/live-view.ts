import { type Progress, renderBar } from './bar.ts';
import type { Paint } from './colours.ts';
import { findingLine, type ShownFinding } from './findings-table.ts';
import { textWidth } from './width.ts';

/** What shows a running scan to a person. `close` leaves the terminal as it was found and may be called twice. */
export type View = {
  status(status: string, progress: Progress): void;
  progress(progress: Progress): void;
  finding(finding: ShownFinding): void;
  close(): void;
};

export type Terminal = {
  write(text: string): unknown;
  readonly columns?: number;
};

const FRAME_MS = 100;
const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';
const CLEAR_BELOW = '\x1b[J';

/** A bar that is redrawn in place at most ten times a second, with findings scrolling by above it. For a terminal only. */
export function liveView(terminal: Terminal, paint: Paint): View {
  const frame = new Frame(terminal, paint);
  const timer = setInterval(() => frame.draw(), FRAME_MS);
  terminal.write(HIDE_CURSOR);
  let open = true;
  return {
    status: (_, progress) => frame.set(progress),
    progress: (progress) => frame.set(progress),
    finding: (finding) => frame.above(findingLine(finding, columnsOf(terminal), paint)),
    close() {
      if (!open) return;
      open = false;
      clearInterval(timer);
      frame.draw();
      terminal.write(`${frame.drawn ? '\n' : ''}${SHOW_CURSOR}`);
    },
  };
}

class Frame {
  readonly #terminal: Terminal;
  readonly #paint: Paint;
  #progress: Progress | null = null;
  #since = 0;
  #waiting: string[] = [];
  #widths: number[] = [];

  constructor(terminal: Terminal, paint: Paint) {
    this.#terminal = terminal;
    this.#paint = paint;
  }

  get drawn(): boolean {
    return this.#widths.length > 0;
  }

  set(progress: Progress): void {
    this.#progress = progress;
    this.#since = performance.now();
  }

  above(line: string): void {
    this.#waiting.push(line);
  }

  /** One write a frame, so that the terminal never shows half of it. The clock goes on between two events. */
  draw(): void {
    if (!this.#progress) return;
    const elapsedMs = this.#progress.elapsedMs + (performance.now() - this.#since);
    const columns = columnsOf(this.#terminal);
    const lines = renderBar({ ...this.#progress, elapsedMs }, columns, this.#paint);
    const landed = this.#waiting.map((line) => `${line}\n`).join('');
    this.#terminal.write(this.#back(columns) + landed + lines.join('\n'));
    this.#waiting = [];
    this.#widths = renderBar({ ...this.#progress, elapsedMs }, columns, (_, text) => text).map(textWidth);
  }

  /** Back to the start of what was drawn, by the rows that it takes now: a terminal that became narrower has wrapped it. */
  #back(columns: number): string {
    const rows = this.#widths.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
    if (rows === 0) return '';
    return `\r${rows > 1 ? `\x1b[${rows - 1}A` : ''}${CLEAR_BELOW}`;
  }
}

export function columnsOf(terminal: Terminal): number {
  return Math.max(40, terminal.columns ?? 80);
}
