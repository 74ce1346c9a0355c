import type { Readable } from 'node:stream';
import type { Report } from '#prisma/client/client.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { formatId, parseId } from '#src/platform/ids.ts';
import { FORMATS } from './formats/formats.ts';
import { ArtifactMissing, StorageFailed } from './storage/artifact-storage.ts';
import { readArtifact } from './storage/read-artifact.ts';
import { loadReport } from './visible-reports.ts';

export type OpenedArtifact = {
  /** `<report id>.<extension>` */
  fileName: string;
  mediaType: string;
  size: number;
  /** Of all of it, in hex. */
  sha256: string;
  /** A range of it, both bounds included; all of it without one. */
  read(range?: { start: number; end: number }): Promise<Readable>;
};

/**
 * The artifact of a report that is ready.
 *
 * @throws DomainError `missing_scope` without `reports:read`, `not_found`, `report_not_ready`, `report_failed`, `report_expired`; `read`: `report_expired`, `unavailable`
 */
export async function openArtifact(ctx: Ctx, publicId: string): Promise<OpenedArtifact> {
  const report = await loadReport(ctx, parseId('report', publicId));
  const { storageKey, size, sha256 } = readyOf(report, ctx.clock.now());
  const { tenantId, id, format } = report;
  const { extension, mediaType } = FORMATS[format]!;
  return {
    fileName: `${formatId('report', id)}.${extension}`,
    mediaType,
    size,
    sha256,
    async read(range) {
      try {
        return await readArtifact(ctx, { tenantId, reportId: id }, { storageKey, size }, range);
      } catch (error) {
        // It expired, or was deleted, since its row was read.
        if (error instanceof ArtifactMissing) throw expired();
        if (error instanceof StorageFailed) {
          ctx.log.error({ err: error.message, reportId: id, tenantId }, 'a report could not be read');
          throw new DomainError('unavailable', 'The file cannot be had at the moment. Try again later.');
        }
        throw error;
      }
    },
  };
}

function readyOf(report: Report, now: number): { storageKey: string; size: number; sha256: string } {
  const { status, storageKey, size, sha256, failure, expiresAt } = report;
  if (status === 'expired' || (status === 'ready' && expiresAt !== null && expiresAt.getTime() <= now)) throw expired();
  if (status === 'failed')
    throw new DomainError('report_failed', `The report failed: ${failure ?? 'the reason is not known'}`);
  if (status !== 'ready' || storageKey === null || size === null || sha256 === null) {
    throw new DomainError('report_not_ready', 'The report is not written yet. Ask again when its status is ready.', {
      details: { status, retry_after_seconds: 1 },
    });
  }
  return { storageKey, size: Number(size), sha256 };
}

function expired(): DomainError {
  return new DomainError('report_expired', 'The report has expired and its file is gone. Generate it again.');
}
