import { z } from 'zod';
import type { AuditEvent } from '#prisma/client/client.ts';
import { auditFilter, listAudit, visibleAudit } from '#src/access/list-audit.ts';
import { formatId, type IdKind, PREFIX } from '#src/platform/ids.ts';
import { moment, showMoment, shownId } from './identifiers.ts';
import { limitUpTo, pageArgs, pageOf, pageQuery, showPage } from './page.ts';
import { type Row, row } from './row.ts';

const change = z.record(z.string(), z.unknown()).nullable();

const auditRow = z
  .strictObject({
    id: z.int().describe('Its number in the tenant’s chain, from 1 without gaps.'),
    ts: moment,
    actor_user_id: shownId.nullable(),
    actor_token_id: shownId.nullable(),
    actor_schedule_id: shownId.nullable().describe('The schedule that acted, when nobody did.'),
    actor_ip: z.string().nullable(),
    action: z.string().describe('`scan.started`, `finding.status_changed`, `api.call`, …'),
    target_kind: z.string().describe('The kind of what it was done to.'),
    target_id: z.string().nullable().describe('What it was done to, which may be gone.'),
    before_jsonb: change.describe('What a change replaced, without secrets.'),
    after_jsonb: change.describe('What a change put in its place, without secrets.'),
    detail: z
      .record(z.string(), z.unknown())
      .describe('What else there is to say. Of `api.call`: method, path, status and ms.'),
    result: z.enum(['success', 'failure']),
    request_id: z.string().nullable(),
    hash: z.string().describe('SHA-256 over the hash of the row before and this row, in hex.'),
  })
  .meta({ id: 'AuditRow' });

const LIMIT_MAX = 200;

const text = (description: string) => z.string().max(200).optional().describe(description);

export const AUDIT_ROWS: readonly Row[] = [
  row({
    method: 'GET',
    path: '/audit',
    id: 'listAudit',
    tag: 'Audit',
    summary: 'The audit log, newest first',
    description: 'Rows are never changed, and each holds the hash of the one before it.',
    scope: 'audit:read',
    query: z.strictObject({
      action: text('Two or three words with dots between, such as scan.started.'),
      target_kind: text('A short lower-case word, such as finding or scan.'),
      result: text('success or failure.'),
      from: text('At or after this moment, with its zone.'),
      to: text('Before this moment, with its zone.'),
      limit: limitUpTo(LIMIT_MAX, 50),
      cursor: pageQuery.cursor,
    }),
    answer: pageOf(auditRow),
    codes: {
      action: 'invalid_action_filter',
      target_kind: 'invalid_target_kind',
      result: 'invalid_result',
      from: 'invalid_from',
      to: 'invalid_to',
    },
    errors: ['invalid_cursor'],
    example: { query: { action: 'scan.started', result: 'success', from: '2026-11-01T00:00:00Z', limit: 50 } },
    async handle(ctx, { query: { limit, cursor, ...filter } }) {
      const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
      const page = pageArgs({ limit, cursor }, LIMIT_MAX);
      const listing = await listAudit(ctx, { filter: auditFilter(given) }, page);
      const load = (ids: string[]) =>
        ctx.db.prisma.auditEvent.findMany({ where: { AND: [visibleAudit(ctx), { id: { in: ids } }] } });
      return showPage(listing, load, show);
    },
  }),
];

function show(found: AuditEvent): z.input<typeof auditRow> {
  const { before = null, after = null, ...detail } = found.detail as Record<string, unknown>;
  return {
    id: Number(found.sequence),
    ts: showMoment(found.at),
    actor_user_id: found.actorUserId && formatId('user', found.actorUserId),
    actor_token_id: found.actorTokenId && formatId('token', found.actorTokenId),
    actor_schedule_id: found.actorScheduleId && formatId('schedule', found.actorScheduleId),
    actor_ip: found.actorIp,
    action: found.action,
    target_kind: found.subjectKind,
    target_id: found.subjectId && subjectId(found.subjectKind, found.subjectId),
    before_jsonb: asChange(before),
    after_jsonb: asChange(after),
    detail,
    result: found.result as 'success' | 'failure',
    request_id: found.requestId,
    hash: Buffer.from(found.hash).toString('hex'),
  };
}

/** Some changes name a single value. */
function asChange(value: unknown): z.input<typeof change> {
  if (value === null || (typeof value === 'object' && !Array.isArray(value))) return value as z.input<typeof change>;
  return { value };
}

/** Kinds of subjects whose ids have another name than they. Scans and targets are shown by their UUIDs everywhere at this door. */
const ID_KINDS: Readonly<Record<string, IdKind>> = {
  target: 'endpoint',
  member: 'membership',
  webhook_delivery: 'delivery',
};

function subjectId(kind: string, id: string): string {
  const known = ID_KINDS[kind] ?? kind;
  return known !== 'scan' && known in PREFIX ? formatId(known as IdKind, id) : id;
}
