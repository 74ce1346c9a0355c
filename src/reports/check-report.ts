import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { SealedError } from '#src/platform/sealed.ts';
import { digestOf } from './file-digest.ts';
import { openArtifact } from './open-artifact.ts';
import {
  type FileDigest,
  type ReportSignature,
  reportSignature,
  type Verification,
  verifyReport,
} from './report-signature.ts';
import { signingKeys } from './signing-keys.ts';
import { ArtifactDamaged } from './storage/sealed-artifact.ts';
import { loadReport } from './visible-reports.ts';

/**
 * The detached signature of a report. It outlives the artifact: whoever has kept the file can still verify it.
 *
 * @throws DomainError `missing_scope`, `not_found`, `report_not_ready` for one that was never finished
 */
export async function signatureOf(ctx: Ctx, id: string): Promise<ReportSignature> {
  const { signature, status } = await loadReport(ctx, id);
  if (signature !== null) return reportSignature.parse(signature);
  throw new DomainError('report_not_ready', `The report is ${status}, and nothing was signed.`, {
    details: { status },
  });
}

export type CheckedReport = Verification & {
  /** Null when the stored one was damaged, and could not be read to its end. */
  file: FileDigest | null;
  signature: ReportSignature;
};

/**
 * Compares a file with the signature of a report: the one that is given, or the stored one.
 *
 * @throws DomainError as `signatureOf`, and as `openArtifact` where the stored one is gone
 */
export async function checkReport(
  ctx: Ctx,
  id: string,
  given: AsyncIterable<Uint8Array> | null,
): Promise<CheckedReport> {
  const signature = await signatureOf(ctx, id);
  const file = given ? await digestOf(given) : await storedDigest(ctx, id);
  if (!file) return { verdict: 'altered', reason: NOT_OPENED, file, signature };
  const { jwks } = await signingKeys(ctx);
  return { ...verifyReport(file, signature, jwks.keys), file, signature };
}

const NOT_OPENED = 'The stored file does not open: it was changed, or the key that it was sealed with is not here.';

/** Null for a file that is not as it was stored: its encryption notices before its signature is asked. */
async function storedDigest(ctx: Ctx, id: string): Promise<FileDigest | null> {
  try {
    return await digestOf(await (await openArtifact(ctx, id)).read());
  } catch (error) {
    if (error instanceof ArtifactDamaged || error instanceof SealedError) return null;
    throw error;
  }
}
