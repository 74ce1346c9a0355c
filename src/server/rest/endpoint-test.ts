import { z } from 'zod';
import { formatId } from '#src/platform/ids.ts';
import { TEST_FAILURES } from '#src/scans/test-outcome.ts';
import { testTarget } from '#src/scans/test-target.ts';
import { dlpNote, showNote } from './dlp-shape.ts';
import { asTargets, loadEndpoint } from './endpoint-load.ts';
import { idOf, shownId } from './identifiers.ts';
import { type Row, row } from './row.ts';

const outcome = z
  .strictObject({
    endpoint_id: shownId,
    ok: z.boolean().describe('Whether it answered in the form that its wire format says.'),
    upstream_status: z.number().int().nullable().describe('The status of its answer; null when none came.'),
    latency_ms: z.number().describe('From sending to the end of the answer, or to the failure.'),
    wire_format_check: z.enum(['matches', 'differs', 'unknown']).describe('`unknown`: there was no answer to read.'),
    model: z.string().nullable().describe('The model that answered, by its own word.'),
    excerpt: z.string().nullable().describe('The beginning of the answer, at most 160 characters. Untrusted text.'),
    failure: z
      .strictObject({ reason: z.enum(TEST_FAILURES), message: z.string() })
      .nullable()
      .describe('What kept it from answering, and where.'),
    dlp: z.array(dlpNote).describe('The rules that found something in what was sent, and what they did.'),
  })
  .meta({ id: 'EndpointTest' });

export const ENDPOINT_TEST_ROWS: readonly Row[] = [
  row({
    method: 'POST',
    path: '/endpoints/{id}/test',
    id: 'testEndpoint',
    tag: 'Endpoints',
    summary: 'Ask an endpoint one harmless question',
    description:
      'An endpoint that cannot be reached is an answer with a `failure`, not an error. Where a rule over what is sent blocks it, nothing is sent: `dlp_blocked`, with the rule’s `rule_id`. Disabled endpoints can be tested too.',
    scope: 'endpoints:write',
    params: z.strictObject({ id: idOf('endpoint', 'target') }),
    answer: outcome,
    codes: { id: 'invalid_endpoint_id' },
    errors: ['not_found', 'provider_not_available', 'secret_ref_unknown', 'dlp_blocked'],
    rename: { not_found: 'endpoint_not_found' },
    limit: 'endpoint_test',
    async handle(ctx, { params }) {
      const target = await loadEndpoint(ctx, params.id);
      const { id, outcome: result } = await testTarget(asTargets(ctx), target.id);
      return {
        endpoint_id: formatId('endpoint', id),
        ok: result.failure === null,
        upstream_status: result.httpStatus,
        latency_ms: Math.round(result.latencyMs * 10) / 10,
        wire_format_check: result.format,
        model: result.model,
        excerpt: result.excerpt,
        failure: result.failure,
        dlp: result.dlp.map(showNote),
      } satisfies z.input<typeof outcome>;
    },
  }),
];
