import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { OnProgress, ReportFormat } from '#src/reports/report-format.ts';
import type { ReportFinding, ReportModel } from '#src/reports/report-model.ts';
import type { SigningCertificate } from '#src/reports/signing-certificate.ts';
import { TRANSCRIPTS_MAX, type TranscriptLine } from './appendix.ts';
import type { PdfParts } from './document.ts';
import { type RegisterLine, WHOLE_MAX } from './findings.ts';
import { renderPdf } from './render.ts';
import { type PdfSigning, signPdf } from './sign-pdf.ts';

/** What is kept of a text; the page cuts it further. */
const TEXT_MAX = 4000;
const TITLE_MAX = 200;

/** A PDF, signed inside where there is a certificate. Its layout takes the processor for seconds. */
export function pdfFormat(certificate: SigningCertificate | null): ReportFormat {
  return {
    name: 'pdf',
    extension: 'pdf',
    mediaType: 'application/pdf',
    async write(model, sink, onProgress, signal) {
      const parts = await partsOf(model, onProgress);
      const document = await renderPdf(parts);
      const signed = certificate && signPdf(await buffer(document), signingOf(certificate, model.head.generatedAt));
      await pipeline(signed ? [await signed] : document, sink, { signal });
    },
  };
}

function signingOf({ p12, passphrase, name, room }: SigningCertificate, at: Date): PdfSigning {
  return { p12, passphrase, name, room, at };
}

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
