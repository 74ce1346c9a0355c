import { CHANGE_LIST, COMMENT_LIST } from '#src/findings/activity-list.ts';
import type { FindingStep } from '#src/findings/finding-change.ts';
import { visibleChanges, visibleComments } from '#src/findings/list-activity.ts';
import { listChangesOfFindings, listCommentsOfFindings } from '#src/findings/list-evidence.ts';
import { formatId } from '#src/platform/ids.ts';
import { AuthorType, authorOf } from './author.ts';
import { builder } from './builder.ts';
import { below, toConnections } from './connection.ts';
import { Finding } from './finding.ts';
import { listInputs } from './list-input.ts';
import { inTenant, nodeType } from './node.ts';

const FindingChangeKind = builder.enumType('FindingChangeKind', {
  description: 'What of a finding was changed.',
  values: {
    STATUS: { value: 'status', description: 'Where it is in its life.' },
    ASSIGNEE: { value: 'assignee', description: 'Who looks after it.' },
    TAG: { value: 'tag', description: 'One of its tags: put on when `from` is null, taken off when `to` is.' },
    TICKET: { value: 'ticket', description: 'The ticket that it is tied to.' },
  },
});

const changeInputs = listInputs(CHANGE_LIST, { FindingChangeKind });
const commentInputs = listInputs(COMMENT_LIST);

const FindingChange = builder.prismaNode('FindingChange', {
  id: { resolve: (change) => formatId('change', change.id) },
  findUnique: (id, ctx) => inTenant(ctx, 'change', id),
  description: 'One thing of a finding that was changed. It is never changed itself.',
  authScopes: { scope: 'findings:read' },
  select: { tenantId: true, id: true },
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'Its place in the history of the finding, from 1, without gaps.' }),
    batchId: t.id({
      description: 'The act that it was part of: `undoFindingChange` takes all of it back.',
      select: { batchId: true },
      resolve: (change) => formatId('batch', change.batchId),
    }),
    undoes: t.id({
      nullable: true,
      description: 'The act that this one took back. Null for any other.',
      select: { undoes: true },
      resolve: (change) => (change.undoes === null ? null : formatId('batch', change.undoes)),
    }),
    kind: t.expose('kind', { type: FindingChangeKind, description: 'What was changed.' }),
    from: t.string({
      nullable: true,
      description: 'What it was: a status such as `OPEN`, the id of a member, a tag, the key of a ticket. Null: none.',
      select: { before: true },
      resolve: (change) => inWords(change.before as FindingStep['before']),
    }),
    to: t.string({
      nullable: true,
      description: 'What it became, written as `from` is. Null: none.',
      select: { after: true },
      resolve: (change) => inWords(change.after as FindingStep['after']),
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why, where a reason was given.' }),
    author: t.field({
      type: AuthorType,
      nullable: true,
      description: 'Who did it. Null: a scan brought it about.',
      select: { actorTokenId: true, actorUserId: true },
      resolve: authorOf,
    }),
    scanId: t.id({
      nullable: true,
      description: 'The scan that brought it about, or whose verdict was reviewed. Null for any other.',
      select: { scanId: true },
      resolve: (change) => (change.scanId === null ? null : formatId('scan', change.scanId)),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When.' }),
  }),
});

function inWords(value: FindingStep['before']): string | null {
  if (value === null) return null;
  if ('status' in value) return value.status.toUpperCase();
  if ('assigneeId' in value) return formatId('membership', value.assigneeId);
  return 'tag' in value ? value.tag : value.key;
}

const changes = nodeType('FindingChange', ['change'], (ctx, ids, query) =>
  ctx.db.prisma.findingChange.findMany({ ...query, where: { AND: [visibleChanges(ctx), { id: { in: ids } }] } }),
);

const FindingChangeConnection = builder.connectionObject(
  { type: FindingChange, name: 'FindingChangeConnection', description: 'A page of a finding’s history.' },
  { name: 'FindingChangeEdge', description: 'A change and its place in the history.' },
);

export const FindingComment = builder.prismaNode('FindingComment', {
  id: { resolve: (comment) => formatId('comment', comment.id) },
  findUnique: (id, ctx) => inTenant(ctx, 'comment', id),
  description: 'What somebody wrote about a finding.',
  authScopes: { scope: 'findings:read' },
  select: { tenantId: true, id: true },
  fields: (t) => ({
    body: t.exposeString('body', { description: 'The text as it was written. Show it as text.' }),
    author: t.field({
      type: AuthorType,
      nullable: true,
      description: 'Who wrote it.',
      select: { actorTokenId: true, actorUserId: true },
      resolve: authorOf,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When.' }),
  }),
});

export const comments = nodeType('FindingComment', ['comment'], (ctx, ids, query) =>
  ctx.db.prisma.findingComment.findMany({ ...query, where: { AND: [visibleComments(ctx), { id: { in: ids } }] } }),
);

const FindingCommentConnection = builder.connectionObject(
  { type: FindingComment, name: 'FindingCommentConnection', description: 'A page of comments.' },
  { name: 'FindingCommentEdge', description: 'A comment and its place in the list.' },
);

builder.prismaObjectFields(Finding, (t) => ({
  history: t.loadable({
    type: FindingChangeConnection,
    byPath: true,
    description: 'What was changed of it, by people and by scans, the newest first.',
    args: { ...t.arg.connectionArgs(), ...changeInputs.args() },
    load: async (ids: string[], ctx, args, info) =>
      toConnections(ctx, info, await listChangesOfFindings(ctx, ids, args, args), changes),
    resolve: (finding, _args, ctx, info) => below(ctx, info, finding.id),
  }),
  comments: t.loadable({
    type: FindingCommentConnection,
    byPath: true,
    description: 'What was written about it, the newest first.',
    args: { ...t.arg.connectionArgs(), ...commentInputs.args() },
    load: async (ids: string[], ctx, args, info) =>
      toConnections(ctx, info, await listCommentsOfFindings(ctx, ids, args, args), comments),
    resolve: (finding, _args, ctx, info) => below(ctx, info, finding.id),
  }),
}));
