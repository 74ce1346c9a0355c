import { z } from 'zod';
import { pageOfFindingLines } from '#src/findings/read-finding-lines.ts';
import { setFindingStatus } from '#src/findings/set-finding-status.ts';
import { changing, checkIfMatch } from './answer.ts';
import { readable, shownFor, wholeFinding } from './finding-load.ts';
import { FILTER_CODES, findingFilter, findingFilters } from './finding-query.ts';
import { finding, findingLine, STATUS, showLine } from './finding-shape.ts';
import { idOf } from './identifiers.ts';
import { limitUpTo, nextCursor, pageArgs, pageOf, pageQuery } from './page.ts';
import { type Row, row } from './row.ts';

/** What every address with a finding's id has in common. */
export const oneFinding = {
  params: z.strictObject({ id: idOf('finding') }),
  tag: 'Findings',
  codes: { id: 'invalid_finding_id' },
  errors: ['not_found'],
  rename: { not_found: 'finding_not_found' },
} as const;

/** The ceiling that the documentation of findings has for one answer. */
const LIMIT_MAX = 200;

const changes = z
  .strictObject({
    status: STATUS,
    reason: z.string().max(2000).nullish().describe('Needed for accepted and false_positive.'),
  })
  .meta({ id: 'FindingChanges' });

export const FINDING_ROWS: readonly Row[] = [
  row({
    method: 'GET',
    path: '/findings',
    id: 'listFindings',
    tag: 'Findings',
    summary: 'The findings of the tenant, the last seen first',
    scope: 'findings:read',
    query: z.strictObject({ ...pageQuery, limit: limitUpTo(LIMIT_MAX, 20), ...findingFilters }),
    answer: pageOf(findingLine),
    codes: FILTER_CODES,
    errors: ['invalid_cursor'],
    example: { query: { severity: 'high' } },
    async handle(ctx, { query }) {
      const [{ lines, page }, shown] = await Promise.all([
        pageOfFindingLines(ctx, { filter: findingFilter(query) }, pageArgs(query, LIMIT_MAX)),
        shownFor(ctx),
      ]);
      return { data: lines.map((line) => showLine(line, shown)), next_cursor: nextCursor(page) };
    },
  }),
  row({
    ...oneFinding,
    method: 'GET',
    path: '/findings/{id}',
    id: 'getFinding',
    summary: 'One finding, with its evidence and what the judges said',
    scope: 'findings:read',
    answer: finding,
    etag: true,
    handle: (ctx, { params }) => wholeFinding(ctx, params.id),
  }),
  row({
    ...oneFinding,
    method: 'PATCH',
    path: '/findings/{id}',
    id: 'updateFinding',
    summary: 'Move a finding to another stage of its life',
    scope: 'findings:write',
    body: changes,
    answer: finding,
    etag: true,
    errors: ['not_found', 'illegal_transition', 'reason_required', 'precondition_failed'],
    example: { body: { status: 'triaged' } },
    async handle(ctx, { params, body, request }) {
      await changing(ctx, request, { table: 'findings', id: params.id }, async (guarded) => {
        if (request.headers['if-match']) checkIfMatch(request, await wholeFinding(readable(ctx), params.id));
        await setFindingStatus(guarded, params.id, body);
      });
      return wholeFinding(readable(ctx), params.id);
    },
  }),
];
