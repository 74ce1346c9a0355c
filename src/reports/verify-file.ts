import { createReadStream } from 'node:fs';
import { digestOf } from './file-digest.ts';
import { type PdfSignature, readPdfSignature } from './pdf-signature.ts';
import { fingerprintOf, type TrustedKeys } from './public-keys.ts';
import { type ReportSignature, type Verdict, verifyReport } from './report-signature.ts';

/** What a file's signatures say together. */
export type FileVerification = {
  verdict: Verdict;
  /** In words, for people: one for each signature. */
  reasons: string[];
  /** What the signature inside a PDF document says; null when there is none. */
  pdf: { state: 'broken' | 'trusted' | 'unknown_certificate'; subject: string | null; signedAt: string | null } | null;
};

/**
 * Compares a file with its detached signature and, where it is a signed PDF document, with the one in it. Each that is there has to hold. A
 * certificate that is not known says nothing by itself, and takes nothing from a detached signature that holds: certificates are renewed.
 * Null when there is no signature at all.
 */
export async function verifyFile(
  path: string,
  signature: ReportSignature | null,
  trusted: TrustedKeys,
): Promise<FileVerification | null> {
  const inside = await readPdfSignature(path);
  if (!signature && inside.state === 'none') return null;
  const detached = signature && verifyReport(await digestOf(createReadStream(path)), signature, trusted.keys);
  const pdf = pdfOf(inside, trusted);
  const verdicts: Verdict[] = detached ? [detached.verdict] : [];
  if (pdf?.state === 'broken') verdicts.push('altered');
  if (pdf && pdf.state !== 'broken' && !detached) verdicts.push(pdf.state === 'trusted' ? 'valid' : 'unknown_key');
  const reasons = [...(detached ? [detached.reason] : []), ...reasonOf(inside, pdf)];
  const worst = (['altered', 'unknown_key', 'valid'] as const).find((verdict) => verdicts.includes(verdict));
  return { verdict: worst ?? 'unknown_key', reasons, pdf };
}

/** Trusted when every certificate is that it brings along: nothing else guards their bytes. */
function pdfOf(inside: PdfSignature, trusted: TrustedKeys): FileVerification['pdf'] {
  if (inside.state === 'none') return null;
  if (inside.state === 'broken') return { state: 'broken', subject: null, signedAt: null };
  const { certificate, signedAt } = inside;
  return {
    state: inside.certificates.every((one) => trusted.certificates.has(fingerprintOf(one)))
      ? 'trusted'
      : 'unknown_certificate',
    subject: certificate.subject.replaceAll('\n', ', '),
    signedAt: signedAt?.toISOString() ?? null,
  };
}

function reasonOf(inside: PdfSignature, pdf: FileVerification['pdf']): string[] {
  if (inside.state === 'broken') return [inside.reason];
  if (!pdf) return [];
  const known = pdf.state === 'trusted' ? 'a trusted certificate' : 'a certificate that is not among the trusted ones';
  return [
    `The document itself is as it was signed at ${pdf.signedAt ?? 'an unknown time'} by ${known}: ${pdf.subject}.`,
  ];
}
