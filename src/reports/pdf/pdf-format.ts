import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { OnProgress, ReportFormat } from '#src/reports/report-format.ts';
import type { ReportFinding, ReportModel } from '#src/reports/report-model.ts';
import { TRANSCRIPTS_MAX, type TranscriptLine } from './appendix.ts';
import type { PdfParts } from './document.ts';
import { type RegisterLine, WHOLE_MAX } from './findings.ts';

/** What is kept of a text before it goes to the thread; the page cuts it further. */
const TEXT_MAX = 4000;
const TITLE_MAX = 200;

/** A PDF, laid out in a thread of its own: layout takes the processor for seconds, and the API answers meanwhile. */
export const pdfFormat: ReportFormat = {
  name: 'pdf',
  extension: 'pdf',
  mediaType: 'application/pdf',
  async write(model, sink, onProgress, signal) {
    await renderInThread(await partsOf(model, onProgress), sink, signal);
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

/** Pieces come as the thread writes them; it is ended when the report is no longer wanted. */
async function renderInThread(parts: PdfParts, sink: Writable, signal: AbortSignal): Promise<void> {
  const thread = new Worker(new URL('./pdf-thread.ts', import.meta.url), {
    workerData: parts,
    // Garbage is collected early: the thread lives for seconds, and the machine has others to serve.
    resourceLimits: { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 8 },
    stdout: true,
    stderr: true,
  });
  const done = Promise.withResolvers<void>();
  thread.on('message', (piece: Uint8Array | null) => (piece ? sink.write(piece) : done.resolve()));
  thread.once('error', done.reject);
  thread.once('exit', () => done.reject(new Error('The thread that lays out the document ended.')));
  sink.once('error', done.reject);
  const stop = () => done.reject(signal.reason);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    await done.promise;
  } finally {
    signal.removeEventListener('abort', stop);
    await thread.terminate();
  }
  sink.end();
  if (!sink.writableFinished) await once(sink, 'finish');
}
