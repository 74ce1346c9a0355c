import { z } from 'zod';
import { listOverlaps, type OverlapRow } from '#src/findings/list-overlaps.ts';
import { FILTER_CODES, findingFilter, findingFilters } from './finding-query.ts';
import { severityCounts, showCounts } from './framework-shape.ts';
import { nextCursor, pageArgs, pageOf, pageQuery } from './page.ts';
import { type Row, row } from './row.ts';

const overlap = z
  .strictObject({
    ref_a: z.string(),
    ref_b: z.string(),
    finding_count: z.int().describe('Findings that touch both.'),
    severities: severityCounts,
    curated: z
      .strictObject({
        id: z.string(),
        tier: z.int(),
        core: z.boolean(),
        strength: z.string(),
        confidence: z.string(),
        basis: z.string(),
        rationale: z.string(),
      })
      .nullable()
      .describe('What a curator says of the pair; null where only findings tie the two.'),
  })
  .meta({ id: 'Overlap' });

const { framework: _, ...filters } = findingFilters;

/** `OWASP_LLM:2026,…`. */
const editions = z
  .string()
  .max(300)
  .regex(/^[^:,]+:[^,]+(?:,[^:,]+:[^,]+)*$/, 'Write FRAMEWORK:EDITION, with commas between.')
  .transform((text) =>
    text.split(',').map((choice) => {
      const at = choice.indexOf(':');
      return { framework: choice.slice(0, at).trim(), edition: choice.slice(at + 1).trim() };
    }),
  );

export const OVERLAP_ROWS: readonly Row[] = [
  row({
    method: 'GET',
    path: '/overlaps',
    id: 'listOverlaps',
    tag: 'Compliance',
    summary: 'Pairs of controls of different frameworks that the same findings touch',
    description:
      'Counted for any filter of findings, those with the most findings first. With `curated=true`: the pairs that a curator drew, touched or not.',
    scope: 'findings:read',
    query: z.strictObject({
      ...pageQuery,
      ...filters,
      curated: z.enum(['true', 'false']).default('false'),
      tier: z.coerce
        .number()
        .int()
        .min(1)
        .max(4)
        .optional()
        .describe('Of the curated pairs: up to this tier. 1, the default, are the 22 of every report.'),
      frameworks: z
        .string()
        .max(300)
        .transform((text) => text.split(',').map((part) => part.trim()))
        .optional()
        .describe('Only pairs of controls of these frameworks, with commas between.'),
      ref: z.string().max(100).optional().describe('Only pairs with this control.'),
      editions: editions
        .optional()
        .describe('Other editions than the tenant’s, with commas between, such as OWASP_LLM:2026.'),
      suggested: z
        .enum(['true', 'false'])
        .default('true')
        .describe('Whether links of the crosswalk count that are only suggested.'),
    }),
    answer: pageOf(overlap),
    codes: FILTER_CODES,
    errors: ['framework_unknown', 'edition_unknown', 'invalid_cursor'],
    example: { query: { curated: 'true', limit: 22 } },
    async handle(
      ctx,
      { query: { curated, suggested, tier, frameworks, ref, editions: chosen, limit, cursor, ...rest } },
    ) {
      const asked = {
        filter: findingFilter(rest),
        curated: curated === 'true',
        suggested: suggested === 'true',
        tier,
        frameworks,
        ref,
        editions: chosen,
      };
      const { rows, page } = await listOverlaps(ctx, asked, pageArgs({ limit, cursor }));
      return { data: rows.map(show), next_cursor: nextCursor(page) };
    },
  }),
];

function show({ refA, refB, count, severities, curated }: OverlapRow): z.input<typeof overlap> {
  return {
    ref_a: refA,
    ref_b: refB,
    finding_count: count,
    severities: showCounts(severities),
    curated: curated && {
      id: curated.id,
      tier: curated.tier,
      core: curated.core,
      strength: curated.strength,
      confidence: curated.confidence,
      basis: curated.basis,
      rationale: curated.rationale,
    },
  };
}
