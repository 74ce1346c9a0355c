import type { BulkOutcome, SkippedFindings } from '#src/findings/bulk-outcome.ts';
import { bulkUpdateFindings } from '#src/findings/bulk-update-findings.ts';
import { undoFindingChange } from '#src/findings/undo-finding-change.ts';
import { formatId } from '#src/platform/ids.ts';
import { builder, type SchemaTypes } from './builder.ts';
import { FindingFilter, FindingStatus } from './finding-filter.ts';

const Skipped = builder.objectRef<SkippedFindings>('SkippedFindings').implement({
  description: 'Findings that stay as they are for one reason.',
  fields: (t) => ({
    code: t.exposeString('code', {
      description:
        'Why, for a program: `illegal_transition`, `already_so`, `changed_since`, `too_many_tags`, `not_found`.',
    }),
    message: t.exposeString('message', { description: 'Why, in words.' }),
    count: t.exposeInt('count', { description: 'How many there are.' }),
    findingIds: t.exposeIDList('ids', { description: 'The first twenty of them.' }),
  }),
});

const outcome = {
  outputFields: (
    t: PothosSchemaTypes.ObjectFieldBuilder<PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>, BulkOutcome>,
  ) => ({
    batchId: t.id({
      nullable: true,
      description: 'Undoes it with `undoFindingChange`. Null: nothing was written.',
      resolve: ({ batchId }) => (batchId === null ? null : formatId('batch', batchId)),
    }),
    matched: t.exposeInt('matched', { description: 'Findings that were meant.' }),
    changed: t.exposeInt('changed', { description: 'Findings that were changed or, in a dry run, would be.' }),
    skipped: t.field({
      type: [Skipped],
      description: 'Why the others were not.',
      resolve: ({ skipped }) => skipped,
    }),
  }),
};

const FindingChangeInput = builder.inputType('FindingChangeInput', {
  description: 'What is to change. What is absent stays as it is.',
  fields: (t) => ({
    status: t.field({ type: FindingStatus, description: 'The stage of life to move to.' }),
    reason: t.string({ description: 'Why. Needed for `ACCEPTED` and `FALSE_POSITIVE`.' }),
    assigneeId: t.id({ description: 'The member to give them to, `mbr_…`.' }),
    unassign: t.boolean({ description: 'Give them to nobody. Not together with `assigneeId`.' }),
    addTags: t.stringList({ description: 'Tags to put on.' }),
    removeTags: t.stringList({ description: 'Tags to take off.' }),
  }),
});

builder.relayMutationField(
  'bulkUpdateFindings',
  {
    description: 'Which findings, and what is to change.',
    inputFields: (t) => ({
      ids: t.idList({ description: 'These findings, at most 5,000. Not together with `filter`.' }),
      filter: t.field({
        type: FindingFilter,
        description: 'Whatever this leaves, at most 5,000; an empty one leaves all. Not together with `ids`.',
      }),
      change: t.field({ type: FindingChangeInput, required: true, description: 'What is to change.' }),
      dryRun: t.boolean({ description: 'Counts what would be changed, and writes nothing.' }),
    }),
  },
  {
    description:
      'Changes many findings at once, in one transaction. A finding that it cannot be done to stays wholly as it is and is counted with the reason. Needs `findings:write`, and `findings:read` for a filter.',
    errors: {},
    resolve: (_root, { input }, ctx) => bulkUpdateFindings(ctx, input),
  },
  { description: 'What came of it.', ...outcome },
);

builder.relayMutationField(
  'undoFindingChange',
  {
    description: 'The act to take back.',
    inputFields: (t) => ({
      batchId: t.id({
        required: true,
        description: 'Its id, `bat_…`, from a payload or from the history of a finding.',
      }),
    }),
  },
  {
    description:
      'Takes back what one act changed, where nobody has changed the same thing since; the rest stays and is counted. It can be undone itself. Needs `findings:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => undoFindingChange(ctx, input.batchId),
  },
  { description: 'What came of it.', ...outcome },
);
