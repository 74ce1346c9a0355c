import { z } from 'zod';
import { COVERAGE_STATES } from '#src/findings/coverage-states.ts';
import { FINDING_STATUSES } from '#src/findings/finding-status.ts';
import { FRAMEWORK_SLUGS } from '#src/frameworks/framework-slugs.ts';
import { SEVERITIES } from '#src/probes/probe-file.ts';

// What a JSON report holds, for whoever reads one by a program. What is required is in every report of v1, also those of other makers; what is optional
// is in all that are written here. Further members may come within v1, so objects are open.

const count = z.int().min(0);
const moment = z.iso.datetime();
const day = z.iso.date();
const sha256 = z.string().describe('SHA-256 in hex.');
const severity = z.enum(SEVERITIES);
const ref = z.string().describe('A control in its written form, such as `OWASP_LLM01`.');
const slug = z.enum(FRAMEWORK_SLUGS);
const severities = z.looseObject(Object.fromEntries(SEVERITIES.map((one) => [one, count])));

const scope = z
  .looseObject({
    from: day.optional(),
    to: day.optional().describe('Belongs to the report, as `from` does.'),
    endpoint_ids: z.array(z.string()).optional(),
    scan_ids: z.array(z.string()).optional(),
    include_severities: z.array(severity).optional(),
    include_statuses: z.array(z.enum(FINDING_STATUSES)).optional(),
  })
  .describe('What was asked for. A member that is absent left nothing out.');

const summary = z
  .looseObject({ ...Object.fromEntries(SEVERITIES.map((one) => [one, count.optional()])), total_open: count })
  .describe('Findings that are open or triaged: by each severity that the scope includes, and all.');

const evidence = z.looseObject({
  id: z.string(),
  source: z.string().describe('What saw it.'),
  summary: z.string(),
  excerpt: z.string().describe('Of the answer; redacted, untrusted, and cut where it is long.'),
  excerpt_sha256: sha256.describe('SHA-256 of the excerpt as it is stored, before it was cut, in hex.'),
  answer_sha256: sha256.describe('SHA-256 of the whole answer, in hex.'),
  created_at: moment,
});

const finding = z.looseObject({
  id: z.string(),
  severity,
  title: z.string(),
  framework_refs: z.array(ref),
  evidence_excerpt_sha256: sha256.describe('SHA-256 of the newest excerpt as it is stored, in hex.'),
  url: z.string().describe('Where the console shows it.'),
  status: z.enum(FINDING_STATUSES).optional(),
  status_reason: z.string().nullable().optional(),
  description: z.string().optional(),
  remediation: z.string().optional(),
  probe_id: z.string().optional(),
  risks: z.array(z.string()).optional(),
  refs: z
    .array(
      z.looseObject({
        ref,
        framework: slug,
        edition: z.string(),
        direct: z.boolean().describe('Whether it is the risk’s own entry; else the crosswalk leads there.'),
        strength: z.string(),
      }),
    )
    .optional(),
  target_id: z.string().optional(),
  target_name: z.string().optional(),
  target_url: z.string().optional(),
  confidence: z.number().min(0).max(1).optional(),
  regressed: z.boolean().optional().describe('Whether it had been resolved and came back.'),
  fingerprint: z.string().optional().describe('The same for the same weakness in every scan and report.'),
  evidence_line: z.string().optional(),
  evidence: z.array(evidence).optional().describe('The newest few.'),
  occurrences: count.optional().describe('Scans that saw it.'),
  first_seen_at: moment.optional(),
  last_seen_at: moment.optional(),
  resolved_at: moment.nullable().optional(),
  last_scan_id: z.string().optional(),
});

const overlap = z.looseObject({
  ref_a: ref,
  ref_b: ref,
  finding_count: count.describe('Open and triaged findings that touch both.'),
  severities: severities.optional(),
  curated: z
    .looseObject({
      tier: z.int(),
      core: z.boolean(),
      strength: z.string(),
      confidence: z.string(),
      rationale: z.string(),
    })
    .nullable()
    .optional()
    .describe('What a curator says of the pair; null where only findings tie the two.'),
});

const coverage = z.looseObject({
  slug,
  name: z.string(),
  short_name: z.string(),
  edition: z.string(),
  edition_date: z.string(),
  publisher: z.string(),
  url: z.string(),
  controls: z.array(
    z.looseObject({
      ref,
      local_id: z.string(),
      title: z.string(),
      state: z.enum(COVERAGE_STATES).describe('What its tests amount to. None of the states says that it is met.'),
      reason: z.string().nullable().describe('Why it is not tested, or not wholly.'),
      open: count,
      closed: count,
      severities,
      probes: count,
      last_ran_at: moment.nullable(),
    }),
  ),
});

const scan = z.looseObject({
  id: z.string(),
  target_id: z.string(),
  status: z.string(),
  partial: z.boolean(),
  reason: z.string().nullable(),
  library_hash: z.string().nullable(),
  judges: z.array(z.looseObject({ judge: z.string(), engine: z.string(), version: z.string() })),
  planned: count,
  not_applicable: count,
  vulnerable: count,
  resistant: count,
  inconclusive: count.describe('Of which nobody can say what they show. No pass.'),
  needs_review: count,
  started_at: moment.nullable(),
  finished_at: moment.nullable(),
});

const probe = z.looseObject({
  id: z.string(),
  title: z.string(),
  version: z.int(),
  hash: z.string(),
  attempts: count,
  inconclusive: count,
});

const attempt = z.looseObject({
  id: z.string(),
  scan_id: z.string(),
  probe_id: z.string(),
  probe_version: z.int(),
  variant: z.string(),
  repeat: count,
  verdict: z.enum(['vulnerable', 'resistant', 'inconclusive']).nullable(),
  confidence: z.number().nullable(),
  failure_reason: z.string().nullable(),
  transcript_sha256: sha256.nullable().describe('Over what was said in it; null when nothing was answered.'),
  answered_at: moment.nullable(),
});

const report = z.looseObject({
  schema_version: z.literal('v1'),
  report_id: z.string(),
  generated_at: moment,
  tenant_slug: z.string(),
  scope,
  frameworks: z.array(slug),
  summary,
  findings: z.array(finding).describe('The worst first.'),
  cross_framework_overlaps: z.array(overlap).describe('Those with the most findings first.'),
  title: z.string().optional(),
  tenant_name: z.string().optional(),
  finding_count: count.optional(),
  statuses: z.looseObject(Object.fromEntries(FINDING_STATUSES.map((one) => [one, count]))).optional(),
  regressed: count.optional(),
  score: z.number().min(0).max(100).nullable().optional(),
  grade: z
    .enum(['A', 'B', 'C', 'D', 'F'])
    .nullable()
    .optional()
    .describe(
      'Of all that is open in its targets, scans and days, whatever severities, statuses and frameworks it shows. Null: nothing was tested.',
    ),
  judge_models: z.boolean().optional().describe('Whether judge models were at work, or deterministic judges alone.'),
  audit_head: z
    .looseObject({ sequence: z.string(), hash: sha256 })
    .optional()
    .describe('The end of the organisation’s audit chain when the report was made.'),
  framework_coverage: z.array(coverage).optional(),
  targets: z.array(z.looseObject({ id: z.string(), name: z.string(), url: z.string(), kind: z.string() })).optional(),
  scan_count: count.optional(),
  scans: z.array(scan).optional().describe('The newest; `scan_count` says how many there are.'),
  probes: z.array(probe).optional(),
  attempts: z.array(attempt).optional(),
});

/** Where the schema is served, below the server’s address. */
export const REPORT_SCHEMA_PATH = '/api/v2/schemas/report-v1.json';

/** JSON Schema, draft 2020-12, of a JSON report of v1. */
export function reportSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(report, { target: 'draft-2020-12' });
  return {
    $schema,
    title: 'Tribunal report, v1',
    description:
      'A report of findings and their framework controls, as GET /api/v2/reports/{id}/download gives it as JSON.',
    ...rest,
  };
}
