import { z } from 'zod';
import type { DlpMatch, DlpNote } from '#src/dlp/dlp-engine.ts';
import { DLP_ACTIONS, DLP_CATEGORIES } from '#src/dlp/dlp-rule.ts';
import type { EffectiveRule } from '#src/dlp/effective-rule.ts';
import { OWN_PATTERN } from '#src/dlp/own-pattern.ts';
import { moment, showMoment } from './identifiers.ts';

export const ruleId = z.string().max(64).describe('`dlp_…`, or the name of a rule that comes with Tribunal.');
const action = z
  .enum(DLP_ACTIONS)
  .describe('`block`: nothing is sent. `redact`: it is sent without what was found. `warn`: it is sent, and noted.');

const fields = {
  name: z.string().min(1).max(100),
  description: z.string().max(500).describe('What it is for.'),
  pattern: z
    .string()
    .min(1)
    .max(OWN_PATTERN.characters)
    .describe(
      `A regular expression in RE2 syntax that does not match the empty text, of at most ${OWN_PATTERN.steps} steps compiled.`,
    ),
  words: z
    .array(z.string().min(2).max(100))
    .max(20)
    .describe('Only texts that hold one of these are looked through, whatever their case. Empty: every text.'),
  action,
  enabled: z.boolean(),
};

export const newDlpRule = z
  .strictObject({
    ...fields,
    description: fields.description.default(''),
    words: fields.words.default([]),
    enabled: fields.enabled.default(true),
  })
  .meta({ id: 'NewDlpRule' });

export const dlpRuleChanges = z.strictObject(fields).partial().meta({ id: 'DlpRuleChanges' });

export const SOURCES = ['built_in', 'tenant'] as const;

export const dlpRule = z
  .strictObject({
    id: ruleId,
    source: z.enum(SOURCES),
    category: z.enum(DLP_CATEGORIES),
    name: z.string(),
    description: z.string(),
    pattern: z.string().describe('RE2 syntax of a tenant’s rule, ECMAScript syntax of one that comes with Tribunal.'),
    words: z.array(z.string()),
    action,
    enabled: z.boolean(),
    default_action: action
      .nullable()
      .describe('What it does where the tenant has decided nothing. Null: the tenant’s own.'),
    updated_at: moment.nullable().describe('When the tenant last wrote it. Null: never.'),
  })
  .meta({ id: 'DlpRule' });

/** A rule that found something. */
export const dlpNote = z.strictObject({ rule_id: z.string(), name: z.string(), action }).meta({ id: 'DlpNote' });

export const dlpTest = z
  .strictObject({
    action: action.nullable().describe('The strongest that a rule asks for. Null: none finds anything.'),
    sent: z.string().nullable().describe('The text as it would be sent. Null: it would not be.'),
    match_count: z.int(),
    matches: z
      .array(z.strictObject({ rule_id: z.string(), name: z.string(), action, start: z.int(), end: z.int() }))
      .describe('Where, in UTF-16 units; the first 200. What was found is not repeated.'),
  })
  .meta({ id: 'DlpTest' });

export function showRule({ defaultAction, updatedAt, words, ...rule }: EffectiveRule): z.input<typeof dlpRule> {
  return { ...rule, words: [...words], default_action: defaultAction, updated_at: showMoment(updatedAt) };
}

export function showNote({ rule, name, action: done }: DlpNote): z.input<typeof dlpNote> {
  return { rule_id: rule, name, action: done };
}

export function showMatch({ start, end, ...note }: DlpMatch) {
  return { ...showNote(note), start, end };
}
