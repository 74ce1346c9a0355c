import { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OnProgress, ReportFormat } from '#src/reports/report-format.ts';
import type { ReportFinding, ReportModel } from '#src/reports/report-model.ts';

/** A report as a text, which has to be whole UTF-8. */
export async function written(format: ReportFormat, model: ReportModel, onProgress: OnProgress = () => {}) {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  const ended = new Promise((resolve) => sink.once('finish', resolve));
  await format.write(model, sink, onProgress, new AbortController().signal);
  await ended;
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
}

export async function listed<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const list: Row[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

/** The model with these findings in place of its own, which are told of as often as they are asked for. */
export function withFindings(model: ReportModel, findings: readonly ReportFinding[]): ReportModel {
  return {
    ...model,
    head: { ...model.head, summary: { ...model.head.summary, total: findings.length } },
    async *findings() {
      yield* findings;
    },
  };
}

/**
 * Writes very many findings to a sink that takes so many chunks and then holds one, until the writer stands still; then gives the report up.
 *
 * @returns how many findings it had read by then in the walk it was on, and how writing ended
 */
export async function writtenToStandstill(format: ReportFormat, base: ReportModel, many: number, takes = 0) {
  const few = await listed(base.findings());
  let made = 0;
  const model: ReportModel = {
    ...base,
    async *findings() {
      // Each walk from the beginning.
      for (made = 0; made < many; made += 1) yield few[made % few.length]!;
    },
  };
  const open = Promise.withResolvers<void>();
  let taken = 0;
  const sink = new Writable({
    write(_chunk, _encoding, done) {
      taken += 1;
      if (taken <= takes) done();
      else void open.promise.then(() => done());
    },
  });
  const stop = new AbortController();
  const ended = format
    .write(model, sink, () => {}, stop.signal)
    .then(
      () => null,
      // Whoever waits for a sink is told of an end as an `AbortError`, with the reason as its cause.
      (error: Error) => (error.cause as Error | undefined) ?? error,
    );
  // It stands still when nothing was made over many turns of the process.
  for (let still = 0, last = -1; still < 500; last = made) {
    await nextTurn();
    still = made > 0 && made === last ? still + 1 : 0;
  }
  const read = made;
  stop.abort(new Error('not wanted'));
  open.resolve();
  return { read, error: await ended };
}
