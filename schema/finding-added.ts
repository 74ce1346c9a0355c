import { type FindingNews, followFindings } from '#src/findings/follow-findings.ts';
import { formatId } from '#src/platform/ids.ts';
import { builder } from './builder.ts';
import { Finding, findings } from './finding.ts';
import { findingFilterArgs } from './finding-filter.ts';

const FindingAdded = builder.objectRef<FindingNews>('FindingAdded').implement({
  description: 'A scan saw a finding for the first time in its run.',
  fields: (t) => ({
    finding: t.field({
      type: Finding,
      nullable: true,
      description: 'The finding as it is now.',
      resolve: ({ subjectId }, _args, ctx, info) => findings.one(ctx, info, subjectId),
    }),
    scanId: t.id({ description: 'The scan that saw it.', resolve: ({ scanId }) => formatId('scan', scanId!) }),
    isNew: t.boolean({
      description: 'Whether no scan of the target had seen it before.',
      resolve: ({ body }) => body.isNew === true,
    }),
    regressed: t.boolean({
      description: 'Whether it had been resolved, and is back.',
      resolve: ({ body }) => body.regressed === true,
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was recorded.' }),
    cursor: t.exposeString('cursor', {
      description: 'Its place in the events of the tenant: `tenantEvents(after:)` goes on from it.',
    }),
  }),
});

builder.subscriptionField('findingAdded', (t) =>
  t.field({
    type: FindingAdded,
    description:
      'Every finding that a scan sees from now on, once a scan. It begins with the present and cannot be gone on with: whoever must miss nothing takes `tenantEvents(kinds: [FINDING])`. Needs the scope `findings:read`.',
    extensions: { delivery: 'live' },
    args: findingFilterArgs(),
    subscribe: (_root, { filter, editions }, ctx) => followFindings(ctx, { filter, editions }),
    resolve: (event) => event,
  }),
);
