import { z } from 'zod';
import { coverage } from '#src/findings/coverage.ts';
import { COVERAGE_STATES, type CoverageState } from '#src/findings/coverage-states.ts';
import { frameworkCatalogue } from '#src/frameworks/catalogue.ts';
import { controlsOf } from '#src/frameworks/list-controls.ts';
import { tenantEdition } from '#src/frameworks/tenant-mapping.ts';
import { DomainError } from '#src/platform/errors.ts';
import { findingFilters } from './finding-query.ts';
import { control, framework, severityCounts, showControl, showCounts, showFramework } from './framework-shape.ts';
import { moment, showMoment } from './identifiers.ts';
import { nextCursor, pageArgs, pageOf, pageQuery } from './page.ts';
import { type Row, row } from './row.ts';

const slug = z.string().max(50).describe('Such as OWASP_LLM.');
const edition = z.string().max(100).optional().describe('Absent: the one that holds for the tenant.');
const errors = ['framework_unknown', 'edition_unknown'] as const;

const { severity, endpoint_id, target_id, scan_id, from, to } = findingFilters;

const covered = z
  .strictObject({
    ...control.shape,
    state: z.enum(COVERAGE_STATES).describe('What its tests amount to. None of the states says that it is met.'),
    reason: z.string().nullable().describe('Why it is not tested, or not wholly.'),
    findings_open: z.int(),
    findings_closed: z.int(),
    severities: severityCounts.describe('Of the open ones.'),
    probes: z.array(z.string()).describe('The probes that exercise it, those that reach furthest first.'),
    last_ran_at: moment.nullable(),
  })
  .meta({ id: 'CoveredControl' });

const coverageAnswer = z
  .strictObject({
    framework,
    summary: z
      .strictObject(
        Object.fromEntries(COVERAGE_STATES.map((state) => [state, z.int()])) as Record<CoverageState, z.ZodInt>,
      )
      .describe('How many controls are in each state.'),
    data: z.array(covered),
  })
  .meta({ id: 'Coverage' });

export const FRAMEWORK_ROWS: readonly Row[] = [
  row({
    method: 'GET',
    path: '/frameworks',
    id: 'listFrameworks',
    tag: 'Compliance',
    summary: 'The six frameworks, in every edition that can be chosen',
    scope: null,
    answer: z.strictObject({ data: z.array(framework) }),
    example: {},
    handle: async () => ({ data: frameworkCatalogue().editions.map(showFramework) }),
  }),
  row({
    method: 'GET',
    path: '/frameworks/{slug}/controls',
    id: 'listControls',
    tag: 'Compliance',
    summary: 'The controls of a framework, in its own order',
    scope: null,
    params: z.strictObject({ slug }),
    query: z.strictObject({
      ...pageQuery,
      edition,
      q: z.string().max(200).optional().describe('Words that it holds.'),
    }),
    answer: pageOf(control),
    errors: [...errors, 'invalid_cursor'],
    example: { params: { slug: 'OWASP_LLM' }, query: { limit: 10 } },
    async handle(ctx, { params, query }) {
      const own = await tenantEdition(ctx, ctx.actor.tenantId, params.slug, query.edition);
      const { page, control: find } = controlsOf(params.slug, own, { search: query.q }, pageArgs(query));
      return { data: page.items.map(({ id }) => showControl(find(id))), next_cursor: nextCursor(page) };
    },
  }),
  row({
    method: 'GET',
    path: '/coverage',
    id: 'getCoverage',
    tag: 'Compliance',
    summary: 'What is known of each control of a framework',
    description:
      'Findings that touch it, probes that exercise it and when they ran; or that nothing did, and why. A blank is never a pass.',
    scope: 'findings:read',
    also: ['scans:read'],
    query: z.strictObject({ framework: slug, edition, severity, endpoint_id, target_id, scan_id, from, to }),
    answer: coverageAnswer,
    errors,
    example: { query: { framework: 'OWASP_LLM' } },
    async handle(ctx, { query }) {
      const target = query.endpoint_id ?? query.target_id;
      if (query.target_id && query.target_id !== target)
        throw new DomainError(
          'invalid_input',
          'endpoint_id and target_id are two names of one thing: send one of them.',
        );
      const known = await coverage(ctx, query.framework, query.edition, {
        targetIds: target ? [target] : null,
        scanIds: query.scan_id ? [query.scan_id] : null,
        severities: query.severity,
        from: query.from ? new Date(query.from) : null,
        to: query.to ? new Date(query.to) : null,
      });
      return {
        framework: showFramework(known.framework),
        summary: known.summary,
        data: known.rows.map((one) => ({
          ...showControl(one.control),
          state: one.state,
          reason: one.reason,
          findings_open: one.open,
          findings_closed: one.closed,
          severities: showCounts(one.severities),
          probes: one.probes.map(({ probe }) => probe.id),
          last_ran_at: showMoment(one.lastRanAt),
        })),
      };
    },
  }),
];
