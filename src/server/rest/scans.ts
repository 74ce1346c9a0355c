import { z } from 'zod';
import type { Scan } from '#prisma/client/client.ts';
import { deleteScan } from '#src/findings/delete-scan.ts';
import type { Ctx } from '#src/platform/context.ts';
import { notFound } from '#src/platform/ids.ts';
import { cancelScan } from '#src/scans/cancel-scan.ts';
import { listScans } from '#src/scans/list-scans.ts';
import { SCAN_STATUSES } from '#src/scans/scan.ts';
import { visibleScans } from '#src/scans/visible-scans.ts';
import { alsoMay } from './also-may.ts';
import { idOf, sampleId } from './identifiers.ts';
import { acceptedScan, acceptScan, newScan } from './new-scan.ts';
import { pageArgs, pageOf, pageQuery, showPage } from './page.ts';
import { type Row, row } from './row.ts';
import { scan, showScan } from './scan-shape.ts';

export const oneScan = {
  params: z.strictObject({ id: idOf('scan') }),
  tag: 'Scans',
  codes: { id: 'invalid_scan_id' },
  errors: ['not_found'],
  rename: { not_found: 'scan_not_found' },
} as const;

export const SCAN_ROWS: readonly Row[] = [
  row({
    method: 'POST',
    path: '/scans',
    id: 'startScan',
    tag: 'Scans',
    summary: 'Scan an endpoint',
    description:
      'The scan’s row is there before it is put on its queue: after 502 `enqueue_failed` it can be read, and is failed.',
    scope: 'scans:write',
    status: 202,
    body: newScan,
    answer: acceptedScan,
    limit: 'scans',
    idempotent: true,
    codes: {
      endpoint_id: 'invalid_endpoint_id',
      target_id: 'invalid_target_id',
      probe_ids: 'invalid_probe_ids',
      'probe_ids:too_big': 'too_many_probe_ids',
    },
    errors: ['not_found', 'target_kind_not_scannable', 'provider_not_available', 'enqueue_failed'],
    rename: { not_found: 'endpoint_not_found_or_inactive' },
    example: {
      body: { endpoint_id: sampleId('endpoint'), probe_ids: ['prompt-injection-basic', 'jailbreak-roleplay'] },
    },
    handle: (ctx, { body }) => acceptScan(ctx, body),
  }),
  row({
    method: 'GET',
    path: '/scans',
    id: 'listScans',
    tag: 'Scans',
    summary: 'The scans of the tenant, newest first',
    scope: 'scans:read',
    query: z.strictObject({
      ...pageQuery,
      endpoint_id: idOf('endpoint', 'target').optional(),
      target_id: idOf('endpoint', 'target').optional(),
      status: z.enum(SCAN_STATUSES).optional(),
    }),
    answer: pageOf(scan),
    codes: { endpoint_id: 'invalid_endpoint_id', target_id: 'invalid_target_id' },
    errors: ['invalid_cursor'],
    example: { query: { limit: 20, status: 'completed' } },
    async handle(ctx, { query }) {
      const filter = { targetId: query.endpoint_id ?? query.target_id, status: query.status ? [query.status] : null };
      const listing = await listScans(ctx, filter, pageArgs(query));
      return showPage(
        listing,
        (ids) => loadScans(ctx, ids),
        (found) => showScan(ctx, found),
      );
    },
  }),
  row({
    ...oneScan,
    method: 'GET',
    path: '/scans/{id}',
    id: 'getScan',
    summary: 'One scan',
    scope: 'scans:read',
    answer: scan,
    etag: true,
    handle: async (ctx, { params }) => showScan(ctx, await loadScan(ctx, params.id)),
  }),
  row({
    ...oneScan,
    method: 'POST',
    path: '/scans/{id}/cancel',
    id: 'cancelScan',
    summary: 'Cancel a scan before its end',
    scope: 'scans:write',
    answer: scan,
    errors: ['not_found', 'scan_not_cancellable'],
    async handle(ctx, { params }) {
      const { id } = await cancelScan(ctx, params.id);
      return showScan(ctx, await loadScan(alsoMay(ctx, 'scans:read'), id));
    },
  }),
  row({
    ...oneScan,
    method: 'DELETE',
    path: '/scans/{id}',
    id: 'deleteScan',
    summary: 'Delete a scan that has ended, with its attempts and events',
    description:
      'A finding that other scans saw stays, on their evidence; one that only this scan saw goes, unless it was accepted or called a false positive.',
    scope: 'scans:write',
    status: 204,
    errors: ['not_found', 'scan_busy'],
    async handle(ctx, { params }) {
      await deleteScan(ctx, params.id);
    },
  }),
];

function loadScans(ctx: Ctx, ids: readonly string[]): Promise<Scan[]> {
  return ctx.db.prisma.scan.findMany({ where: { AND: [visibleScans(ctx), { id: { in: [...ids] } }] } });
}

/** @throws DomainError `not_found` */
export async function loadScan(ctx: Ctx, id: string): Promise<Scan> {
  const [found] = await loadScans(ctx, [id]);
  if (!found) throw notFound('scan');
  return found;
}
