import { z } from 'zod';
import { DomainError } from '#src/platform/errors.ts';
import { listProbes } from '#src/probes/list-probes.ts';
import type { Probe } from '#src/probes/probe.ts';
import { probeLibrary } from '#src/probes/probe-library.ts';
import { RISK_TITLES } from '#src/probes/risks.ts';
import { nextCursor, pageArgs, pageOf, pageQuery } from './page.ts';
import { type Row, row } from './row.ts';

const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;

const probe = z
  .strictObject({
    id: z.string().describe('The name that `probe_ids` of a scan takes.'),
    version: z.number().int(),
    hash: z.string().describe('SHA-256 of the probe’s content, in hex.'),
    title: z.string(),
    description: z.string(),
    objective: z.string(),
    severity: z.enum(SEVERITIES),
    status: z.enum(['experimental', 'active', 'deprecated']),
    risks: z.array(z.string()),
    variants: z.number().int().describe('In how many ways it is put.'),
    remediation: z.string(),
  })
  .meta({ id: 'Probe' });

export const PROBE_ROWS: readonly Row[] = [
  row({
    method: 'GET',
    path: '/probes',
    id: 'listProbes',
    tag: 'Probes',
    summary: 'The probe library',
    scope: null,
    query: z.strictObject({
      ...pageQuery,
      risk: z.enum(Object.keys(RISK_TITLES) as [string, ...string[]]).optional(),
      severity: z.enum(SEVERITIES).optional(),
    }),
    answer: pageOf(probe),
    errors: ['invalid_cursor'],
    example: { query: { limit: 2, risk: 'LLM01' } },
    async handle(_ctx, { query }) {
      const { page } = listProbes(
        { risk: query.risk, severity: query.severity ? [query.severity] : null },
        pageArgs(query),
      );
      return { data: page.items.map(({ id }) => show(probeLibrary().byId(id)!)), next_cursor: nextCursor(page) };
    },
  }),
  row({
    method: 'GET',
    path: '/probes/{id}',
    id: 'getProbe',
    tag: 'Probes',
    summary: 'One probe',
    scope: null,
    params: z.strictObject({ id: z.string().max(80) }),
    answer: probe,
    etag: true,
    errors: ['not_found'],
    example: { params: { id: 'prompt-injection-basic' } },
    async handle(_ctx, { params }) {
      const found = probeLibrary().byId(params.id);
      if (!found) throw new DomainError('not_found', 'There is no such probe. GET /api/v2/probes lists them.');
      return show(found);
    },
  }),
];

function show(found: Probe) {
  const { id, version, hash, title, description, objective, severity, status, risks, remediation, prompts } = found;
  return {
    id,
    version,
    hash,
    title,
    description,
    objective,
    severity,
    status,
    risks: [...risks],
    variants: prompts.length,
    remediation,
  };
}
