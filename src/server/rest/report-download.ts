import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App, Ctx } from '#src/platform/context.ts';
import { isDomainError } from '#src/platform/errors.ts';
import { forTenant } from '#src/platform/for-tenant.ts';
import { actorOfLink } from '#src/reports/download-link.ts';
import { openArtifact } from '#src/reports/open-artifact.ts';
import { addressOf } from '#src/server/request-credentials.ts';
import { byteRange } from './byte-range.ts';
import { oneReport } from './reports.ts';
import { type Row, row } from './row.ts';

const linkQuery = z.strictObject({
  tenant: z.string().max(64).optional().describe('Of a signed link: its tenant.'),
  expires: z.string().max(15).optional().describe('Of a signed link: the second, since 1970, at which it ends.'),
  signature: z.string().max(64).optional().describe('Of a signed link.'),
});

export const REPORT_DOWNLOAD_ROWS: readonly Row[] = [
  row({
    ...oneReport,
    method: 'GET',
    path: '/reports/{id}/download',
    id: 'downloadReport',
    summary: 'The file of a report',
    description:
      'A stream, with `Content-Disposition: attachment`; what is in a JSON report says `/api/v2/schemas/report-v1.json`. Takes one `Range` of bytes. A signed link (GraphQL: `Report.downloadUrl`) needs no token and works for 60 seconds.',
    scope: 'reports:read',
    query: linkQuery,
    media: 'application/octet-stream',
    errors: [
      'not_found',
      'report_not_ready',
      'report_failed',
      'report_expired',
      'range_not_satisfiable',
      'link_expired',
      'unavailable',
    ],
    link: linked,
    async handle(ctx, { params, request, reply }) {
      const artifact = await openArtifact(ctx, params.id);
      const { fileName, mediaType, size, sha256 } = artifact;
      const etag = `"${sha256}"`;
      const range = wantsRange(request, etag)
        ? rangeOf(request, size, (text) => reply.header('content-range', text))
        : null;
      const file = await artifact.read(range ?? undefined);
      reply.type(mediaType).headers({
        'content-disposition': `attachment; filename="${fileName}"`,
        'content-length': String(range ? range.end - range.start + 1 : size),
        'accept-ranges': 'bytes',
        etag,
      });
      if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`);
      return file;
    },
  }),
];

/** What comes with a signature comes without a token, and is nobody but the reader of this one report. */
async function linked(app: App, request: FastifyRequest): Promise<Ctx | null> {
  const { signature, tenant, expires } = request.query as Record<string, unknown>;
  if (typeof signature !== 'string' || typeof tenant !== 'string' || typeof expires !== 'string') return null;
  const { id } = request.params as { id: string };
  const actor = await actorOfLink(app, id, { signature, tenant, expires });
  const address = addressOf(app, request.raw);
  return { ...forTenant(app, actor.tenantId), actor: { ...actor, address, requestId: request.id } };
}

/** A part of a file that is another one by now is no use: `If-Range` names the file that the rest belongs to. */
function wantsRange({ headers }: FastifyRequest, etag: string): boolean {
  return headers['if-range'] === undefined || headers['if-range'] === etag;
}

function rangeOf({ headers }: FastifyRequest, size: number, tellSize: (contentRange: string) => void) {
  try {
    return byteRange(headers.range, size);
  } catch (error) {
    if (isDomainError(error)) tellSize(`bytes */${size}`);
    throw error;
  }
}
