import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { OnProgress, ReportFormat } from '#src/reports/report-format.ts';
import type { ReportFinding, ReportModel } from '#src/reports/report-model.ts';
import { TRANSCRIPTS_MAX, type TranscriptLine } from './appendix.ts';
import type { PdfParts } from './document.ts';
import { type RegisterLine, WHOLE_MAX } from './findings.ts';

/** What is kept of a text before it goes to the thread; the page cuts it further. */
const TEXT_MAX = 4000;
const TITLE_MAX = 200;
const HEAP_MB = 1024;

/** A PDF, laid out in a process of its own: layout takes the processor for seconds, and the API answers meanwhile. */
export const pdfFormat: ReportFormat = {
  name: 'pdf',
  extension: 'pdf',
  mediaType: 'application/pdf',
  async write(model, sink, onProgress, signal) {
    await renderApart(await partsOf(model, onProgress), sink, signal);
  },
};

/** Everything that goes into the document, cut to what it shows. */
async function partsOf(model: ReportModel, onProgress: OnProgress): Promise<PdfParts> {
  const whole: ReportFinding[] = [];
  const register: RegisterLine[] = [];
  for await (const finding of model.findings()) {
    if (whole.length < WHOLE_MAX) whole.push(cut(finding));
    register.push(lineOf(finding));
    onProgress(register.length);
  }
  const transcripts: TranscriptLine[] = [];
  let attempts = 0;
  for await (const { probeId, variant, verdict, transcriptSha256 } of model.attempts()) {
    attempts += 1;
    if (transcripts.length < TRANSCRIPTS_MAX)
      transcripts.push({ probeId, variant, verdict: verdict ?? 'not judged', sha256: transcriptSha256 });
  }
  return { head: model.head, whole, register, transcripts, attempts };
}

function cut(finding: ReportFinding): ReportFinding {
  const short = (text: string) => text.slice(0, TEXT_MAX);
  return {
    ...finding,
    title: finding.title.slice(0, TITLE_MAX),
    description: short(finding.description),
    remediation: short(finding.remediation),
    evidence: finding.evidence
      .slice(0, 2)
      .map((piece) => ({ ...piece, summary: short(piece.summary), excerpt: short(piece.excerpt) })),
  };
}

function lineOf({ severity, title, status, lastSeenAt, evidence }: ReportFinding): RegisterLine {
  const [first] = evidence;
  return {
    severity,
    title: title.slice(0, TITLE_MAX),
    status,
    lastSeen: lastSeenAt.toISOString().slice(0, 10),
    sha256: first?.sha256 ?? null,
  };
}

/**
 * Pieces come as the process writes them; it is ended when the report is no longer wanted. A process and not a thread: its memory, hundreds of
 * megabytes for the largest reports, is given back whole, and a report that needs too much ends it and nothing else.
 */
async function renderApart(parts: PdfParts, sink: Writable, signal: AbortSignal): Promise<void> {
  const child = fork(fileURLToPath(new URL('./pdf-process.ts', import.meta.url)), {
    execArgv: ['--max-semi-space-size=8', `--max-old-space-size=${HEAP_MB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {},
  });
  const done = Promise.withResolvers<void>();
  child.on('message', (piece: Uint8Array | 'done') => (piece === 'done' ? done.resolve() : sink.write(piece)));
  child.once('error', done.reject);
  child.once('exit', (code) => done.reject(new Error(`The process that lays out the document ended with ${code}.`)));
  sink.once('error', done.reject);
  const stop = () => done.reject(signal.reason);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    child.send(parts, (error) => error && done.reject(error));
    await done.promise;
  } finally {
    signal.removeEventListener('abort', stop);
    child.kill('SIGKILL');
  }
  sink.end();
  if (!sink.writableFinished) await once(sink, 'finish');
}
