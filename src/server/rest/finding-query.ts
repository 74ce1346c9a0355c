import { z } from 'zod';
import type { FindingFilter } from '#src/findings/finding-filter.ts';
import { isRef } from '#src/frameworks/find-control.ts';
import { FRAMEWORK_SLUGS } from '#src/frameworks/framework-slugs.ts';
import { RISK_TITLES } from '#src/probes/risks.ts';
import { SEVERITY, STATUS } from './finding-shape.ts';
import { idOf } from './identifiers.ts';

/** One value or several with commas between. */
function listOf<Value>(one: z.ZodType<Value, string>) {
  return z
    .string()
    .max(1000)
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(one).min(1).max(100));
}

const word = z.string().min(1).max(200);
const when = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).describe('A date, or a moment with its zone.');

/** Every filter of findings. All that are given have to hold. */
export const findingFilters = {
  severity: listOf(SEVERITY)
    .optional()
    .describe('One or several, with commas between: critical, high, medium, low, info.'),
  status: listOf(STATUS).optional().describe('One or several: open, triaged, resolved, accepted, false_positive.'),
  scan_id: idOf('scan').optional().describe('Only those that this scan saw.'),
  endpoint_id: idOf('endpoint', 'target').optional(),
  target_id: idOf('endpoint', 'target').optional(),
  probe_id: listOf(word).optional(),
  risk: listOf(z.enum(Object.keys(RISK_TITLES) as [string, ...string[]]))
    .optional()
    .describe('Such as LLM01.'),
  // One that there is not would leave nothing, and nothing found looks like a pass.
  framework_ref: listOf(word.refine(isRef, 'There is no such control.')).optional().describe('Such as OWASP_LLM01.'),
  framework: listOf(z.enum(FRAMEWORK_SLUGS)).optional().describe('Such as OWASP_LLM.'),
  tag: listOf(word).optional(),
  assignee_id: idOf('membership').optional(),
  from: when.optional().describe('Last seen at or after.'),
  to: when.optional().describe('Last seen before.'),
  text: z.string().min(1).max(200).optional().describe('Words that it holds.'),
  regressed: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
};

export const FILTER_CODES = {
  scan_id: 'invalid_scan_id',
  endpoint_id: 'invalid_endpoint_id',
  target_id: 'invalid_target_id',
  framework: 'framework_unknown',
} as const;

export type FindingQuery = z.output<z.ZodObject<typeof findingFilters>>;

/** The filters in the words of the list. */
export function findingFilter(query: FindingQuery): FindingFilter {
  const parts: FindingFilter[] = [
    ...some(query.severity, (values) => ({ severityIs: { in: values } })),
    ...some(query.status, (values) => ({ statusIs: { in: values } })),
    ...some(query.scan_id, (id) => ({ scan: { eq: id } })),
    ...some(query.endpoint_id, (id) => ({ target: { eq: id } })),
    ...some(query.target_id, (id) => ({ target: { eq: id } })),
    ...some(query.probe_id, (values) => ({ probe: { in: values } })),
    ...some(query.risk, (values) => ({ risks: { hasAny: values } })),
    ...some(query.framework_ref, (values) => ({ control: { hasAny: values } })),
    ...some(query.framework, (values) => ({ framework: { hasAny: values } })),
    ...some(query.tag, (values) => ({ tags: { hasAny: values } })),
    ...some(query.assignee_id, (id) => ({ assignee: { eq: id } })),
    ...some(query.from, (from) => ({ lastSeenAt: { gte: new Date(from) } })),
    ...some(query.to, (to) => ({ lastSeenAt: { lt: new Date(to) } })),
    ...some(query.text, (text) => ({ text })),
    ...some(query.regressed, (regressed) => ({ regressed })),
  ];
  return { and: parts };
}

function some<Value>(value: Value | undefined, part: (value: Value) => FindingFilter): FindingFilter[] {
  return value === undefined ? [] : [part(value)];
}
