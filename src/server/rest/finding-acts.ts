import { z } from 'zod';
import { assignFinding } from '#src/findings/assign-finding.ts';
import { BULK_MAX, bulkUpdateFindings } from '#src/findings/bulk-update-findings.ts';
import { commentFinding } from '#src/findings/comment-finding.ts';
import { visibleComments } from '#src/findings/list-activity.ts';
import { listCommentsOfFindings } from '#src/findings/list-evidence.ts';
import { tagFinding } from '#src/findings/tag-finding.ts';
import { formatId, notFound } from '#src/platform/ids.ts';
import { readable, wholeFinding } from './finding-load.ts';
import { FILTER_CODES, findingFilter, findingFilters } from './finding-query.ts';
import { finding, STATUS } from './finding-shape.ts';
import { oneFinding } from './findings.ts';
import { moment, sampleId, showMoment, shownId } from './identifiers.ts';
import { pageArgs, pageOf, pageQuery, showPage } from './page.ts';
import { type Row, row } from './row.ts';

const tags = z.array(z.string().min(1).max(50)).max(50);

const bulk = z
  .strictObject({
    ids: z.array(z.string().max(64)).min(1).max(BULK_MAX).optional().describe('Give these or `filter`.'),
    filter: z.strictObject(findingFilters).optional(),
    status: STATUS.optional(),
    reason: z.string().max(2000).nullish(),
    assignee_id: z.string().max(64).optional(),
    unassign: z.boolean().optional(),
    add_tags: tags.optional(),
    remove_tags: tags.optional(),
    dry_run: z.boolean().default(false).describe('True changes nothing and says what would be changed.'),
  })
  .meta({ id: 'BulkUpdate' });

const bulkOutcome = z
  .strictObject({
    batch_id: shownId.nullable().describe('Names the act in the history of each finding; undoes it through GraphQL.'),
    matched: z.int(),
    changed: z.int(),
    skipped: z.array(
      z.strictObject({ code: z.string(), message: z.string(), count: z.int(), ids: z.array(z.string()) }),
    ),
  })
  .meta({ id: 'BulkOutcome' });

const comment = z
  .strictObject({
    id: shownId,
    finding_id: shownId,
    body: z.string(),
    token_id: shownId.nullable(),
    user_id: shownId.nullable(),
    created_at: moment,
  })
  .meta({ id: 'Comment' });

type CommentRow = {
  id: string;
  findingId: string;
  body: string;
  actorTokenId: string | null;
  actorUserId: string | null;
  createdAt: Date;
};

export const FINDING_ACT_ROWS: readonly Row[] = [
  row({
    method: 'POST',
    path: '/findings/bulk',
    id: 'bulkUpdateFindings',
    tag: 'Findings',
    summary: 'Change many findings at once',
    description: `At most ${BULK_MAX}, by their ids or by a filter. Findings that cannot be changed are skipped and named.`,
    scope: 'findings:write',
    body: bulk,
    answer: bulkOutcome,
    codes: FILTER_CODES,
    example: { body: { ids: [sampleId('finding')], status: 'triaged', add_tags: ['week-47'] } },
    errors: ['too_many_findings', 'reason_required', 'not_found'],
    async handle(ctx, { body }) {
      const {
        ids,
        filter,
        assignee_id: assigneeId,
        add_tags: addTags,
        remove_tags: removeTags,
        dry_run: dryRun,
        ...rest
      } = body;
      const change = { ...rest, assigneeId, addTags, removeTags };
      const { batchId, ...outcome } = await bulkUpdateFindings(ctx, {
        ids,
        filter: filter && findingFilter(filter),
        change,
        dryRun,
      });
      return { batch_id: batchId && formatId('batch', batchId), ...outcome };
    },
  }),
  row({
    ...oneFinding,
    method: 'GET',
    path: '/findings/{id}/comments',
    id: 'listFindingComments',
    summary: 'What people said of a finding, the newest first',
    scope: 'findings:read',
    query: z.strictObject(pageQuery),
    answer: pageOf(comment),
    errors: ['not_found', 'invalid_cursor'],
    async handle(ctx, { params, query }) {
      await wholeFinding(ctx, params.id);
      const listing = await listCommentsOfFindings(ctx, [params.id], {}, pageArgs(query));
      const load = (ids: string[]): Promise<CommentRow[]> =>
        ctx.db.prisma.findingComment.findMany({ where: { AND: [visibleComments(ctx), { id: { in: ids } }] } });
      return showPage(listing, load, showComment);
    },
  }),
  row({
    ...oneFinding,
    method: 'POST',
    path: '/findings/{id}/comments',
    id: 'commentFinding',
    summary: 'Comment on a finding',
    scope: 'findings:write',
    status: 201,
    body: z.strictObject({ body: z.string().min(1).max(10_000) }),
    answer: comment,
    idempotent: true,
    example: { body: { body: 'The fix is in review.' } },
    async handle(ctx, { params, body }) {
      const { id } = await commentFinding(ctx, params.id, body);
      const where = { AND: [visibleComments(readable(ctx)), { id }] };
      const written = await ctx.db.prisma.findingComment.findFirst({ where });
      if (!written) throw notFound('finding');
      return showComment(written);
    },
  }),
  row({
    ...oneFinding,
    method: 'POST',
    path: '/findings/{id}/assign',
    id: 'assignFinding',
    summary: 'Give a finding to a member, or to nobody',
    scope: 'findings:write',
    body: z.strictObject({ assignee_id: z.string().max(64).nullable().describe('A member’s id; null for nobody.') }),
    answer: finding,
    example: { body: { assignee_id: sampleId('membership') } },
    async handle(ctx, { params, body }) {
      await assignFinding(ctx, params.id, body.assignee_id);
      return wholeFinding(readable(ctx), params.id);
    },
  }),
  row({
    ...oneFinding,
    method: 'POST',
    path: '/findings/{id}/tags',
    id: 'tagFinding',
    summary: 'Add tags to a finding',
    description: 'A tag that it has already stays.',
    scope: 'findings:write',
    body: z.strictObject({ tags: tags.min(1) }),
    answer: finding,
    example: { body: { tags: ['customer-facing'] } },
    async handle(ctx, { params, body }) {
      await tagFinding(ctx, params.id, { add: body.tags });
      return wholeFinding(readable(ctx), params.id);
    },
  }),
  row({
    ...oneFinding,
    method: 'DELETE',
    path: '/findings/{id}/tags/{tag}',
    id: 'untagFinding',
    params: oneFinding.params.extend({ tag: z.string().min(1).max(50) }),
    summary: 'Take a tag off a finding',
    description: 'Taking off what is not there changes nothing.',
    scope: 'findings:write',
    answer: finding,
    example: { params: { tag: 'customer-facing' } },
    async handle(ctx, { params }) {
      await tagFinding(ctx, params.id, { remove: [params.tag] });
      return wholeFinding(readable(ctx), params.id);
    },
  }),
];

function showComment(row: CommentRow): z.input<typeof comment> {
  return {
    id: formatId('comment', row.id),
    finding_id: formatId('finding', row.findingId),
    body: row.body,
    token_id: row.actorTokenId && formatId('token', row.actorTokenId),
    user_id: row.actorUserId && formatId('user', row.actorUserId),
    created_at: showMoment(row.createdAt),
  };
}
