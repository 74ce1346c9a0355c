import fc from 'fast-check';
import type { MadeFinding } from './many-findings.ts';

const RISKS = ['LLM01', 'LLM02', 'LLM06', 'LLM07', 'LLM10', 'ASI01', 'ASI06', 'ASI10'];
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];
const STATUSES = ['open', 'triaged', 'resolved', 'accepted', 'false_positive'];
export const START = Date.UTC(2026, 0, 1);
const DAYS = 70;
export const FRAMEWORKS = ['OWASP_LLM', 'OWASP_AGENTIC', 'NIST_AI_600_1', 'MITRE_ATLAS', 'EU_AI_ACT', 'ISO_42001'];

export const madeFinding = fc.record<MadeFinding>({
  risks: fc.uniqueArray(fc.constantFrom(...RISKS), { minLength: 1, maxLength: 3 }),
  severity: fc.constantFrom(...SEVERITIES),
  status: fc.constantFrom(...STATUSES),
  lastSeenAt: fc.integer({ min: 0, max: DAYS * 86_400 }).map((seconds) => new Date(START + seconds * 1000)),
  scan: fc.nat(2),
});

export const some = (values: string[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: values.length });
const upper = (values: fc.Arbitrary<string[]>) => values.map((list) => list.map((value) => value.toUpperCase()));
const moment = fc.integer({ min: -3600, max: DAYS * 86_400 }).map((s) => new Date(START + s * 1000).toISOString());
const midnight = fc.nat(DAYS).map((day) => new Date(START + day * 86_400_000).toISOString());
const time = fc.oneof(moment, midnight);

const orNothing = <Value>(of: fc.Arbitrary<Value>) => fc.option(of, { nil: undefined, freq: 1 });
/** Too many conditions at once leave nothing to be counted. */
const rarely = <Value>(of: fc.Arbitrary<Value>) =>
  fc.oneof({ arbitrary: of, weight: 1 }, { arbitrary: fc.constant(undefined), weight: 3 });

/** Filters that the ledger answers. */
export const askingTheLedger = fc.record({
  severity: rarely(upper(some(SEVERITIES))),
  status: rarely(upper(some(STATUSES))),
  from: orNothing(time),
  to: orNothing(time),
  lastSeenAt: rarely(fc.record({ gt: time, lte: time })),
  risks: rarely(fc.record({ hasAny: some(RISKS) })),
  control: rarely(fc.record({ hasAny: fc.constant(['OWASP_LLM07', 'EU_AI_ACT_Art15']) })),
  not: rarely(fc.record({ severityIs: fc.record({ gte: fc.constantFrom('LOW', 'HIGH') }) })),
});

/** Filters that only the findings can answer. */
export const askingTheFindings = fc.record({
  severity: rarely(upper(some(SEVERITIES))),
  from: rarely(time),
  or: rarely(
    fc.tuple(fc.record({ risk: fc.constantFrom(...RISKS) }), fc.record({ lastSeenAt: fc.record({ gte: time }) })),
  ),
  scan: orNothing(fc.nat(2).map((i) => ({ in: [i] }))),
  target: orNothing(fc.nat(2).map((i) => ({ eq: i }))),
  assigned: rarely(fc.boolean()),
});
