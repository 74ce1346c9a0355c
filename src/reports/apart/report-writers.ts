import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TenantApp } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { StorageFailed } from '#src/reports/storage/artifact-storage.ts';
import type { DraftedReport, DraftProgress, DraftTask } from './draft-report.ts';
import type { FromWriter, ToWriter } from './messages.ts';

/**
 * Writes reports in processes of their own, with connections of their own and below everything else: neither reading nor layout takes anything from
 * the API's event loop. A process and not a thread: its memory, hundreds of megabytes for the largest documents, is given back whole, and a report
 * that needs too much ends it and nothing else.
 */
export type ReportWriters = AsyncDisposable & {
  /**
   * Writes one report; with as many processes as there are reports at once. It is ended, and its draft broken off, when the signal says so.
   *
   * @throws DomainError for what cannot be written however often it is tried; StorageFailed when the draft cannot be kept; an error for the rest. None
   *   but the first quotes anything of the report.
   */
  draft(
    app: Pick<TenantApp, 'config' | 'databaseUrl'>,
    task: DraftTask,
    tell: (progress: DraftProgress) => void,
    signal: AbortSignal,
  ): Promise<DraftedReport>;
};

const HEAP_MB = 1024;
/** How long a process waits for another report: it takes half a second to start. */
const REST_MS = 60_000;

export function openReportWriters(): ReportWriters {
  const all = new Set<ChildProcess>();
  const resting = new Map<ChildProcess, NodeJS.Timeout>();
  const start = () => {
    const writer = startWriter();
    all.add(writer);
    const forget = () => {
      all.delete(writer);
      clearTimeout(resting.get(writer));
      resting.delete(writer);
    };
    // One that could not be started says so, and never ends.
    writer.once('exit', forget).on('error', () => writer.pid === undefined && forget());
    return writer;
  };
  const take = () => {
    const [writer] = resting.keys();
    if (!writer) return start();
    clearTimeout(resting.get(writer));
    resting.delete(writer);
    return writer;
  };
  const dismiss = (writer: ChildProcess) => {
    // At once, and not when it has ended: the next report may come in between.
    resting.delete(writer);
    end(writer);
  };
  const rest = (writer: ChildProcess) => resting.set(writer, setTimeout(() => dismiss(writer), REST_MS).unref());
  return {
    async draft({ config, databaseUrl }, task, tell, signal) {
      signal.throwIfAborted();
      const writer = take();
      try {
        const { drafted, spent } = await ask(writer, { task, config, databaseUrl }, tell, signal);
        if (!spent) rest(writer);
        return drafted;
      } finally {
        if (!resting.has(writer)) end(writer);
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...all].map((writer) => [once(writer, 'exit'), end(writer)][0]));
    },
  };
}

function startWriter(): ChildProcess {
  return fork(fileURLToPath(new URL('./writer-process.ts', import.meta.url)), {
    execArgv: ['--max-semi-space-size=8', `--max-old-space-size=${HEAP_MB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

function end(writer: ChildProcess): void {
  writer.kill('SIGKILL');
}

/** What a process makes of one report. */
async function ask(
  writer: ChildProcess,
  given: ToWriter,
  tell: (progress: DraftProgress) => void,
  signal: AbortSignal,
): Promise<{ drafted: DraftedReport; spent: boolean }> {
  const answer = Promise.withResolvers<{ drafted: DraftedReport; spent: boolean }>();
  const onMessage = (message: FromWriter) => {
    if ('progress' in message) tell(message.progress);
    else if ('drafted' in message) answer.resolve(message);
    else answer.reject(errorOf(message));
  };
  const onExit = (code: number | null, by: string | null) =>
    answer.reject(new Error(`The process that writes the report ended with ${code ?? by}.`));
  const onAbort = () => answer.reject(signal.reason);
  writer.on('message', onMessage).once('error', answer.reject).once('exit', onExit);
  signal.addEventListener('abort', onAbort);
  try {
    // One that could not be started has nothing to be told by, and says so itself.
    if (writer.pid !== undefined) writer.send(given, (error) => error && answer.reject(error));
    return await answer.promise;
  } finally {
    signal.removeEventListener('abort', onAbort);
    writer.off('message', onMessage).off('exit', onExit).off('error', answer.reject);
  }
}

function errorOf(message: Extract<FromWriter, { refused: unknown } | { failed: unknown }>): Error {
  if ('failed' in message) {
    const sentence = `The report could not be written: ${message.failed}`;
    return message.storage ? new StorageFailed(sentence) : new Error(sentence);
  }
  const { code, message: sentence, details } = message.refused;
  return new DomainError(code, sentence, { details });
}
