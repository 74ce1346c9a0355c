import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import exceljs from 'exceljs';
import { type Column, Sheet, type SheetOptions } from './sheet.ts';
import { sheetName } from './sheet-name.ts';

/** The process looks at its other work at least this often, in milliseconds. */
const TURN_MS = 8;

/** What the library keeps to itself: the archive that it writes, and where a sheet's text waits to be packed. */
type Archive = { zip: { abort(): unknown; on(event: 'error', listener: (error: Error) => void): unknown } };
type Waiting = { stream: { pipes: { _writableState: { needDrain: boolean } }[] } };

/**
 * A workbook on its way to a sink. Sheets are written one after another, from the first row to the last: a row that is written is gone from
 * memory, and none is made while the sink has not taken the ones before.
 */
export class Book {
  readonly #writer: exceljs.stream.xlsx.WorkbookWriter;
  readonly #sink: Writable;
  readonly #names = new Set<string>();
  readonly #signal: AbortSignal;
  readonly #broken = new AbortController();
  #turn = performance.now();

  constructor(sink: Writable, made: { title: string; at: Date }, signal: AbortSignal) {
    this.#sink = sink;
    this.#signal = AbortSignal.any([signal, this.#broken.signal]);
    sink.once('error', (error) => this.#broken.abort(error));
    sink.once('close', () => this.#broken.abort(new Error('The sink was closed before the workbook was whole.')));
    this.#writer = new exceljs.stream.xlsx.WorkbookWriter({
      stream: sink,
      useStyles: true,
      useSharedStrings: false,
      zip: { zlib: { level: 6 } },
    });
    Object.assign(this.#writer, {
      creator: 'Tribunal',
      lastModifiedBy: 'Tribunal',
      created: made.at,
      modified: made.at,
      title: made.title,
    });
    this.#archive().zip.on('error', (error) => this.#broken.abort(error));
  }

  /** The name that a sheet will have. */
  reserve(wanted: string): string {
    const name = sheetName(wanted, this.#names);
    this.#names.add(name.toLowerCase());
    return name;
  }

  /** @param name a reserved one */
  sheet<Row>(name: string, columns: readonly Column<Row>[], options: SheetOptions = {}): Sheet<Row> {
    return new Sheet<Row>(this, this.#writer, name, columns, options);
  }

  /** A sheet without a table: rows of cells as they come. */
  page(name: string, widths: readonly number[]): exceljs.Worksheet {
    const sheet = this.#writer.addWorksheet(name, {
      views: [{ showGridLines: false }],
      pageSetup: { paperSize: 9, orientation: 'portrait', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    });
    sheet.columns = widths.map((width) => ({ width }));
    return sheet;
  }

  /** Waits while the sink is behind. Throws when the work is no longer wanted, or the sink has broken. */
  async breathe(sheet: exceljs.Worksheet): Promise<void> {
    this.#signal.throwIfAborted();
    const pipe = (sheet as unknown as Waiting).stream.pipes[0];
    if (pipe?._writableState.needDrain) await this.#untilDrained(pipe as unknown as Writable);
    if (performance.now() - this.#turn < TURN_MS) return;
    await nextTurn();
    this.#turn = performance.now();
  }

  /** After the last sheet: the parts that belong to all, and the end of the sink. */
  async end(): Promise<void> {
    const stopped = once(this.#signal, 'abort').then(() => Promise.reject(this.#signal.reason as Error));
    const finished = once(this.#sink, 'finish');
    await Promise.race([Promise.all([this.#writer.commit(), finished]), stopped]);
  }

  /** Ends what is still at work; harmless after `end`. */
  [Symbol.dispose](): void {
    if (!this.#sink.writableFinished) this.#archive().zip.abort();
  }

  async #untilDrained(pipe: Writable): Promise<void> {
    await once(pipe, 'drain', { signal: this.#signal }).catch((error: unknown) => {
      throw this.#signal.aborted ? this.#signal.reason : error;
    });
  }

  #archive(): Archive {
    return this.#writer as unknown as Archive;
  }
}
