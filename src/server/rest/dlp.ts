import { z } from 'zod';
import { createDlpRule } from '#src/dlp/create-dlp-rule.ts';
import { deleteDlpRule } from '#src/dlp/delete-dlp-rule.ts';
import { DLP_ACTIONS, DLP_CATEGORIES } from '#src/dlp/dlp-rule.ts';
import { effectiveRule, listDlpRules, readDlpRule } from '#src/dlp/read-dlp-rules.ts';
import { testDlp } from '#src/dlp/test-dlp.ts';
import { updateDlpRule } from '#src/dlp/update-dlp-rule.ts';
import { changing, checkIfMatch } from './answer.ts';
import { dlpRule, dlpRuleChanges, dlpTest, newDlpRule, ruleId, SOURCES, showMatch, showRule } from './dlp-shape.ts';
import { sampleId } from './identifiers.ts';
import { nextCursor, pageArgs, pageOf, pageQuery } from './page.ts';
import { type Row, row } from './row.ts';

/** What every address with a rule's id has in common. */
const one = {
  params: z.strictObject({ id: ruleId }),
  tag: 'DLP',
  errors: ['not_found'],
  rename: { not_found: 'dlp_rule_unknown' },
} as const;
const sample = { id: sampleId('dlp_rule') };

const filters = {
  source: z.enum(SOURCES).optional(),
  category: z.enum(DLP_CATEGORIES).optional(),
  action: z.enum(DLP_ACTIONS).optional(),
  enabled: z.enum(['true', 'false']).optional(),
};

export const DLP_ROWS: readonly Row[] = [
  row({
    method: 'POST',
    path: '/dlp/rules',
    id: 'createDlpRule',
    tag: 'DLP',
    summary: 'Make a rule over what is sent to targets',
    description: 'A scan under way takes it up within half a minute.',
    scope: 'settings:write',
    status: 201,
    body: newDlpRule,
    answer: dlpRule,
    errors: ['invalid_pattern', 'name_taken', 'too_many_dlp_rules'],
    idempotent: true,
    example: { body: { name: 'Project names', pattern: '(?i)project (falcon|osprey)', action: 'block' } },
    handle: async (ctx, { body }) => showRule(await effectiveRule(ctx, (await createDlpRule(ctx, body)).id)),
  }),
  row({
    method: 'GET',
    path: '/dlp/rules',
    id: 'listDlpRules',
    tag: 'DLP',
    summary: 'The rules over what is sent, those that come with Tribunal too, by name',
    scope: 'targets:read',
    query: z.strictObject({ ...pageQuery, ...filters }),
    answer: pageOf(dlpRule),
    errors: ['invalid_cursor'],
    example: { query: { limit: 20, source: 'tenant' } },
    async handle(ctx, { query }) {
      const { source, category, action, enabled } = query;
      const only = <Value>(value: Value | undefined) => (value === undefined ? null : { eq: value });
      const flag = enabled === undefined ? null : enabled === 'true';
      const filter = { source: only(source), category: only(category), action: only(action), enabled: flag };
      const { page, byId } = await listDlpRules(ctx, { filter }, pageArgs(query));
      return { data: page.items.map(({ id }) => showRule(byId.get(id)!)), next_cursor: nextCursor(page) };
    },
  }),
  row({
    ...one,
    method: 'GET',
    path: '/dlp/rules/{id}',
    id: 'getDlpRule',
    summary: 'One rule',
    scope: 'targets:read',
    answer: dlpRule,
    etag: true,
    example: { params: sample },
    handle: async (ctx, { params }) => showRule(await readDlpRule(ctx, params.id)),
  }),
  row({
    ...one,
    method: 'PATCH',
    path: '/dlp/rules/{id}',
    id: 'updateDlpRule',
    summary: 'Change a rule',
    description: 'What is left out stays. Of a rule that comes with Tribunal `action` and `enabled` can be changed.',
    scope: 'settings:write',
    body: dlpRuleChanges,
    answer: dlpRule,
    etag: true,
    errors: ['not_found', 'invalid_pattern', 'name_taken', 'too_many_dlp_rules', 'precondition_failed'],
    example: { params: sample, body: { action: 'redact' } },
    async handle(ctx, { params, body, request }) {
      const { id } = await changing(ctx, request, { table: 'dlp_rules' }, async (guarded) => {
        checkIfMatch(request, showRule(await effectiveRule(ctx, params.id)));
        return updateDlpRule(guarded, params.id, body);
      });
      return showRule(await effectiveRule(ctx, id));
    },
  }),
  row({
    ...one,
    method: 'DELETE',
    path: '/dlp/rules/{id}',
    id: 'deleteDlpRule',
    summary: 'Delete a rule',
    description: 'One that comes with Tribunal does what it does by default again.',
    scope: 'settings:write',
    status: 204,
    example: { params: sample },
    async handle(ctx, { params }) {
      await deleteDlpRule(ctx, params.id);
    },
  }),
  row({
    method: 'POST',
    path: '/dlp/test',
    id: 'testDlp',
    tag: 'DLP',
    summary: 'What the rules would do to a text',
    description: 'Nothing of the text is kept or logged.',
    scope: 'targets:read',
    body: z.strictObject({ text: z.string().max(100_000) }).meta({ id: 'DlpText' }),
    answer: dlpTest,
    example: { body: { text: 'My card is 4111 1111 1111 1111.' } },
    async handle(ctx, { body }) {
      const { action, sent, matches, matchCount } = await testDlp(ctx, body);
      return { action, sent, match_count: matchCount, matches: matches.map(showMatch) };
    },
  }),
];
