import { AUDIT_LIST } from '#src/access/audit-list.ts';
import { listAudit, visibleAudit } from '#src/access/list-audit.ts';
import { formatId, type IdKind, PREFIX, parseId } from '#src/platform/ids.ts';
import { AuthorType, authorOf } from './author.ts';
import { builder } from './builder.ts';
import { toConnection } from './connection.ts';
import { listInputs } from './list-input.ts';
import { nodeType } from './node.ts';

const AuditResult = builder.enumType('AuditResult', {
  description: 'How something that was done ended.',
  values: {
    SUCCESS: { value: 'success', description: 'It was done.' },
    FAILURE: { value: 'failure', description: 'It was tried, and refused or not completed.' },
  },
});

const inputs = listInputs(AUDIT_LIST, { AuditResult });

/** Kinds of subjects whose ids have another prefix than their name. */
const ID_KINDS: Readonly<Record<string, IdKind>> = {
  target: 'endpoint',
  member: 'membership',
  webhook_delivery: 'delivery',
};

function subjectIdOf(kind: string, id: string | null): string | null {
  if (id === null) return null;
  const known = ID_KINDS[kind] ?? kind;
  return known in PREFIX ? formatId(known as IdKind, id) : id;
}

export const AuditEvent = builder.prismaNode('AuditEvent', {
  id: { resolve: (event) => formatId('audit', event.id) },
  findUnique: (id, ctx) => ({ tenantId_id: { tenantId: ctx.actor.tenantId, id: parseId('audit', id) } }),
  description:
    'A row of the audit log: what was done, by whom, and how it ended. Rows are never changed; each holds the hash of the one before it.',
  authScopes: { scope: 'audit:read' },
  select: { tenantId: true, sequence: true, id: true },
  fields: (t) => ({
    sequence: t.string({
      description: 'Its number in the tenant’s chain, from 1 without gaps; a text, as it may outgrow `Int`.',
      resolve: (event) => event.sequence.toString(),
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    action: t.exposeString('action', { description: 'What: `scan.started`, `finding.status_changed`, `api.call`, …' }),
    result: t.field({
      type: AuditResult,
      description: 'How it ended.',
      select: { result: true },
      resolve: (event) => event.result as 'success' | 'failure',
    }),
    actor: t.field({
      type: AuthorType,
      nullable: true,
      description: 'Who did it. Null: a schedule or the system itself.',
      select: { actorTokenId: true, actorUserId: true },
      resolve: authorOf,
    }),
    scheduleId: t.id({
      nullable: true,
      description: 'The schedule that did it, `sch_…`, which may be gone.',
      select: { actorScheduleId: true },
      resolve: ({ actorScheduleId }) => (actorScheduleId === null ? null : formatId('schedule', actorScheduleId)),
    }),
    address: t.exposeString('actorIp', { nullable: true, description: 'The address that the request came from.' }),
    subjectKind: t.exposeString('subjectKind', { description: 'The kind of what it was done to.' }),
    subjectId: t.id({
      nullable: true,
      description: 'What it was done to, which may be gone.',
      select: { subjectKind: true, subjectId: true },
      resolve: ({ subjectKind, subjectId }) => subjectIdOf(subjectKind, subjectId),
    }),
    requestId: t.exposeString('requestId', { nullable: true, description: 'The request that did it.' }),
    detail: t.expose('detail', { type: 'JSON', description: 'What changed, before and after, without secrets.' }),
    hash: t.string({
      description: 'SHA-256 over the hash before and this row, in hex.',
      select: { hash: true },
      resolve: ({ hash }) => Buffer.from(hash).toString('hex'),
    }),
  }),
});

const auditEvents = nodeType('AuditEvent', ['audit'], (ctx, ids, query) =>
  ctx.db.prisma.auditEvent.findMany({ ...query, where: { AND: [visibleAudit(ctx), { id: { in: ids } }] } }),
);

const AuditEventConnection = builder.connectionObject(
  { type: AuditEvent, name: 'AuditEventConnection', description: 'A page of the audit log.' },
  { name: 'AuditEventEdge', description: 'A row and its place in the log.' },
);

builder.queryField('auditEvents', (t) =>
  t.connection(
    {
      type: AuditEvent,
      description: 'The audit log of the tenant, newest first. Needs the scope `audit:read`.',
      args: {
        ...inputs.args(),
        subjectId: t.arg.id({ description: 'Only what was done to this, whatever it is: `fnd_…`, `scn_…`, …' }),
      },
      resolve: async (_root, args, ctx, info) => toConnection(ctx, info, await listAudit(ctx, args, args), auditEvents),
    },
    AuditEventConnection,
  ),
);
