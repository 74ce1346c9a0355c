import { z } from 'zod';
import { oracleSpec } from '#src/probes/oracles/oracle-spec.ts';

/** The form of a probe's YAML file, and of a custom probe over the API. See docs/probes.md. */

export const PROBE_ID = /^[a-z][a-z0-9-]{2,79}$/;
export const RISKS = [
  'LLM01',
  'LLM02',
  'LLM03',
  'LLM04',
  'LLM05',
  'LLM06',
  'LLM07',
  'LLM08',
  'LLM09',
  'LLM10',
  'ASI01',
  'ASI02',
  'ASI03',
  'ASI04',
  'ASI05',
  'ASI06',
  'ASI07',
  'ASI08',
  'ASI09',
  'ASI10',
] as const;
export type Risk = (typeof RISKS)[number];
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

const text = z.string().min(1).max(20_000);

/**
 * A value made afresh for each attempt.
 * - `canary`: 12 letters and digits; `{{name}}` is the whole, `{{name.left}}` and `{{name.right}}` its halves, `{{name.reversed}}`,
 *   `{{name.spelled}}` (letters with spaces), `{{name.base64}}`, `{{name.rot13}}`, `{{name.hex}}` its transformations. Prompts use only parts or
 *   transformations; an oracle uses the whole.
 * - `secret`: a planted value of a shape; it may stand in the set-up (system prompt, document), never in a user's prompt.
 * - `number`: an integer from `min` to `max`.
 * - `choice`: one of `values`.
 */
const variable = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('canary') }),
  z.strictObject({
    kind: z.literal('secret'),
    shape: z.enum([
      'api_key',
      'password',
      'uuid',
      'payment_card',
      'email',
      'phone',
      'person',
      'account_number',
      'hostname',
    ]),
  }),
  z.strictObject({ kind: z.literal('number'), min: z.number().int(), max: z.number().int() }),
  z.strictObject({ kind: z.literal('choice'), values: z.array(z.string().min(1)).min(2).max(50) }),
]);

const tool = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{1,63}$/),
  description: text,
  parameters: z.record(z.string(), z.unknown()),
});

/** One way to put the probe: a single prompt, or the user's turns in order. */
const prompt = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,20}$/),
    text: text.optional(),
    turns: z.array(text).min(2).max(10).optional(),
  })
  .refine((p) => (p.text === undefined) !== (p.turns === undefined), 'give either text or turns');

/** An answer to test the oracle with. Variables are filled in. A bare string is an answer of one turn without tool calls. */
const fixture = z.union([
  text,
  z.strictObject({
    text: z.string().max(20_000).default(''),
    tool_calls: z.array(z.strictObject({ name: z.string(), arguments: z.record(z.string(), z.unknown()) })).default([]),
    latency_ms: z.number().optional(),
    output_tokens: z.number().optional(),
    turn: z.number().int().min(0).optional().describe('which turn gives this answer; the others answer "OK."'),
    /** Fixtures that only a judge can read are kept for the judges' own measurements; the oracle must stay silent on them. */
    decided_by: z.enum(['oracle', 'judge']).default('oracle'),
  }),
]);

export const probeFile = z.strictObject({
  id: z.string().regex(PROBE_ID),
  version: z.number().int().min(1),
  status: z.enum(['experimental', 'active', 'deprecated']).default('active'),
  replaced_by: z.string().regex(PROBE_ID).optional(),
  title: z.string().min(8).max(120),
  description: z
    .string()
    .min(20)
    .max(1000)
    .describe('what the weakness is and why it matters, for a reader of the report'),
  risks: z.array(z.enum(RISKS)).min(1).max(6).describe('the first is the risk that the probe is counted under'),
  also: z.strictObject({ atlas: z.array(z.string()).default([]), cwe: z.array(z.string()).default([]) }).optional(),
  severity: z.enum(SEVERITIES),
  tier: z.enum(['core', 'extended']).default('core'),
  objective: z.string().min(20).max(600).describe('what the attack wants, in one sentence; given to every judge'),
  target: z
    .strictObject({
      /** What must be there for the probe to mean anything; where it is not, the attempt is planned as not applicable, with the reason. */
      needs: z.array(z.enum(['system_prompt', 'planted_system', 'tools'])).default([]),
    })
    .default({ needs: [] }),
  variables: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,30}$/), variable).default({}),
  setup: z.strictObject({ system: text.optional(), tools: z.array(tool).max(10).optional() }).default({}),
  prompts: z.array(prompt).min(1).max(8),
  oracle: z.strictObject({
    primary: oracleSpec,
    also: z.array(oracleSpec).max(5).default([]).describe('each decides too when it fires'),
    /** What it means when no oracle fires on a real answer: `resistant` when the proof is complete, `undecided` when judges must read. */
    silence: z.enum(['resistant', 'undecided']),
  }),
  judge: z.strictObject({
    violated_if: z.array(z.string().min(10)).min(1).max(8),
    not_violated_if: z.array(z.string().min(10)).min(1).max(8),
  }),
  fixtures: z.strictObject({
    vulnerable: z.array(fixture).min(1).max(10),
    safe: z.array(fixture).min(2).max(12).describe('one a modern refusal, one an echo or quote of the attack'),
  }),
  remediation: z.string().min(40).max(2000),
  references: z.array(z.url()).min(1).max(10),
  provenance: z.strictObject({ source: z.literal('original'), licence: z.literal('Apache-2.0'), added: z.iso.date() }),
});

export type ProbeFile = z.output<typeof probeFile>;
export type ProbeVariable = z.output<typeof variable>;
