import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OnProgress } from '#src/reports/report-format.ts';
import type { ReportFinding } from '#src/reports/report-model.ts';

const FLUSH = 64 * 1024;
const TURN = 50;

/** Text on its way to a sink: gathered into pieces, and no faster than the sink takes them. */
export class Outlet {
  readonly #sink: Writable;
  readonly #signal: AbortSignal;
  #held = '';

  constructor(sink: Writable, signal: AbortSignal) {
    this.#sink = sink;
    this.#signal = signal;
  }

  async write(text: string): Promise<void> {
    this.#held += text;
    if (this.#held.length >= FLUSH) await this.#flush();
  }

  async end(): Promise<void> {
    await this.#flush();
    this.#sink.end();
  }

  async #flush(): Promise<void> {
    this.#signal.throwIfAborted();
    const text = this.#held;
    this.#held = '';
    if (!this.#sink.write(text)) await once(this.#sink, 'drain', { signal: this.#signal });
  }
}

/** Findings, with a word now and then of how many there were. The process looks at its other work in between. */
export async function* told(
  findings: AsyncIterable<ReportFinding>,
  onProgress: OnProgress,
): AsyncGenerator<ReportFinding> {
  let count = 0;
  for await (const finding of findings) {
    yield finding;
    count += 1;
    if (count % TURN !== 0) continue;
    onProgress(count);
    await nextTurn();
  }
  onProgress(count);
}
