import { assignFinding } from '#src/findings/assign-finding.ts';
import type { ChangedFinding } from '#src/findings/change-finding.ts';
import { commentFinding } from '#src/findings/comment-finding.ts';
import { linkTicket } from '#src/findings/link-ticket.ts';
import { setFindingStatus } from '#src/findings/set-finding-status.ts';
import { tagFinding } from '#src/findings/tag-finding.ts';
import { withIdempotencyKey } from '#src/platform/idempotency.ts';
import { formatId } from '#src/platform/ids.ts';
import { builder, type SchemaTypes } from './builder.ts';
import { Finding, findings } from './finding.ts';
import { comments, FindingComment } from './finding-activity.ts';
import { FindingStatus } from './finding-filter.ts';
import { idempotencyKey } from './idempotency.ts';

const FINDING = { required: true, description: 'The finding, `fnd_…`.' } as const;

/** What every mutation of one finding answers. */
const changed = {
  description: 'A finding as it is now.',
  outputFields: (
    t: PothosSchemaTypes.ObjectFieldBuilder<PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>, ChangedFinding>,
  ) => ({
    finding: t.field({
      type: Finding,
      nullable: true,
      description: 'The finding. Null, with an error, when the token lacks `findings:read`.',
      resolve: ({ id }, _args, ctx, info) => findings.one(ctx, info, id),
    }),
    batchId: t.id({
      nullable: true,
      description: 'Undoes it with `undoFindingChange`. Null: it was so already, and nothing was written.',
      resolve: ({ batchId }) => (batchId === null ? null : formatId('batch', batchId)),
    }),
  }),
};

builder.relayMutationField(
  'setFindingStatus',
  {
    description: 'The finding and where it is to be in its life.',
    inputFields: (t) => ({
      findingId: t.id(FINDING),
      status: t.field({ type: FindingStatus, required: true, description: 'The stage it moves to.' }),
      reason: t.string({
        description: 'Why, up to 2,000 characters. Needed for `ACCEPTED` and `FALSE_POSITIVE`. Kept and shown.',
      }),
    }),
  },
  {
    description:
      'Moves a finding to another stage of its life. What is `RESOLVED` or `FALSE_POSITIVE` is opened again first (a resolved one may also turn out false): any other step answers a problem with the code `illegal_transition`. Needs `findings:write`.',
    errors: {},
    resolve: (_root, { input: { findingId, status, reason } }, ctx) =>
      setFindingStatus(ctx, findingId, { status, reason }),
  },
  changed,
);

builder.relayMutationField(
  'assignFinding',
  {
    description: 'The finding and who looks after it.',
    inputFields: (t) => ({
      findingId: t.id(FINDING),
      memberId: t.id({ description: 'The member, `mbr_…`. Absent or null: nobody.' }),
    }),
  },
  {
    description: 'Gives a finding to a member of the tenant, or to nobody. Needs `findings:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => assignFinding(ctx, input.findingId, input.memberId ?? null),
  },
  changed,
);

builder.relayMutationField(
  'tagFinding',
  {
    description: 'The finding and its tags.',
    inputFields: (t) => ({
      findingId: t.id(FINDING),
      add: t.stringList({ description: 'Tags to put on: up to 50 characters each, kept in lower case.' }),
      remove: t.stringList({ description: 'Tags to take off.' }),
    }),
  },
  {
    description: 'Puts tags on a finding and takes others off. Doing it twice changes nothing. Needs `findings:write`.',
    errors: {},
    resolve: (_root, { input: { findingId, add, remove } }, ctx) =>
      tagFinding(ctx, findingId, { add: add ?? [], remove: remove ?? [] }),
  },
  changed,
);

const TicketInput = builder.inputType('TicketInput', {
  description: 'A ticket in another system.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'What it is called there, such as `SEC-42`; up to 100 characters.' }),
    url: t.string({
      required: true,
      description: 'Where it is: http or https, without a user name or password. Kept and shown, never asked.',
    }),
  }),
});

builder.relayMutationField(
  'linkTicket',
  {
    description: 'The finding and its ticket.',
    inputFields: (t) => ({
      findingId: t.id(FINDING),
      ticket: t.field({ type: TicketInput, description: 'The ticket. Absent or null: the finding is tied to none.' }),
    }),
  },
  {
    description: 'Ties a finding to a ticket in another system, or to none. Needs `findings:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => linkTicket(ctx, input.findingId, input.ticket ?? null),
  },
  changed,
);

builder.relayMutationField(
  'commentFinding',
  {
    description: 'The finding and what is to be said of it.',
    inputFields: (t) => ({
      findingId: t.id(FINDING),
      body: t.string({
        required: true,
        description: 'Up to 10,000 characters of plain text. Everybody who sees the finding sees it.',
      }),
      idempotencyKey: idempotencyKey(t),
    }),
  },
  {
    description: 'Adds a comment to a finding. Needs `findings:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) =>
      commentFinding(withIdempotencyKey(ctx, input.idempotencyKey), input.findingId, { body: input.body }),
  },
  {
    description: 'A comment that was written.',
    outputFields: (t) => ({
      comment: t.field({
        type: FindingComment,
        nullable: true,
        description: 'The comment. Null, with an error, when the token lacks `findings:read`.',
        resolve: (written, _args, ctx, info) => comments.one(ctx, info, written.id),
      }),
      finding: t.field({
        type: Finding,
        nullable: true,
        description: 'The finding. Null, with an error, when the token lacks `findings:read`.',
        resolve: (written, _args, ctx, info) => findings.one(ctx, info, written.findingId),
      }),
    }),
  },
);
