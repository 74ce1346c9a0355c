import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
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

export type CheckedReport = Verification & { file: FileDigest; signature: ReportSignature };

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
  const file = await digestOf(given ?? (await (await openArtifact(ctx, id)).read()));
  const { jwks } = await signingKeys(ctx);
  return { ...verifyReport(file, signature, jwks.keys), file, signature };
}
