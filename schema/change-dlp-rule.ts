import { createDlpRule } from '#src/dlp/create-dlp-rule.ts';
import { deleteDlpRule } from '#src/dlp/delete-dlp-rule.ts';
import type { DlpMatch } from '#src/dlp/dlp-engine.ts';
import { effectiveRule } from '#src/dlp/read-dlp-rules.ts';
import { testDlp } from '#src/dlp/test-dlp.ts';
import { updateDlpRule } from '#src/dlp/update-dlp-rule.ts';
import { withIdempotencyKey } from '#src/platform/idempotency.ts';
import { builder, type SchemaTypes } from './builder.ts';
import { DlpAction, DlpRuleType } from './dlp-rule.ts';
import { idempotencyKey } from './idempotency.ts';
import { present } from './target-input.ts';

type Inputs = PothosSchemaTypes.InputFieldBuilder<PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>, 'InputObject'>;
type Fields = PothosSchemaTypes.ObjectFieldBuilder<PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>, { id: string }>;

const PATTERN =
  'A regular expression in RE2 syntax, up to 500 characters and 300 steps compiled. It must not match the empty text. `(?i)` in front: whatever the case.';
const optional = (t: Inputs) => ({
  description: t.string({ description: 'What it is for; up to 500 characters.' }),
  words: t.stringList({
    description: 'Only texts that hold one of these are looked through; up to 20, of 2 to 100 characters.',
  }),
});

const ruleId = (t: Inputs) =>
  t.id({ required: true, description: 'Its id: `dlp_…`, or the name of one that comes with Tribunal.' });

/** The rule as the writer left it: the payload of who may write but not read it too. */
const ruleField = (t: Fields) =>
  t.field({
    type: DlpRuleType,
    description: 'The rule as it is now.',
    resolve: ({ id }, _args, ctx) => effectiveRule(ctx, id),
  });

builder.relayMutationField(
  'createDlpRule',
  {
    description: 'The rule to make.',
    inputFields: (t) => ({
      name: t.string({ required: true, description: 'Its name; up to 100 characters, once in the tenant.' }),
      pattern: t.string({ required: true, description: PATTERN }),
      action: t.field({ type: DlpAction, required: true, description: 'What it does.' }),
      enabled: t.boolean({ description: 'Whether it is switched on. Default true.' }),
      ...optional(t),
      idempotencyKey: idempotencyKey(t),
    }),
  },
  {
    description:
      'Makes a rule of the tenant’s own over what is sent to targets; at most 50. A scan under way takes it up within half a minute. Needs `settings:write`.',
    errors: {},
    resolve: (_root, { input: { idempotencyKey: key, ...input } }, ctx) =>
      createDlpRule(withIdempotencyKey(ctx, key), present(input) as Parameters<typeof createDlpRule>[1]),
  },
  { description: 'A rule that was just made.', outputFields: (t) => ({ rule: ruleField(t) }) },
);

builder.relayMutationField(
  'updateDlpRule',
  {
    description: 'The rule and what to change of it. Absent members stay as they are.',
    inputFields: (t) => ({
      ruleId: ruleId(t),
      name: t.string({ description: 'Its name. Not of a rule that comes with Tribunal.' }),
      pattern: t.string({ description: `${PATTERN} Not of a rule that comes with Tribunal.` }),
      action: t.field({ type: DlpAction, description: 'What it does.' }),
      enabled: t.boolean({ description: 'Whether it is switched on.' }),
      ...optional(t),
    }),
  },
  {
    description:
      'Changes a rule of the tenant’s own, or decides for one that comes with Tribunal: what it does, or that it is off. Needs `settings:write`.',
    errors: {},
    resolve: (_root, { input: { ruleId: id, ...input } }, ctx) =>
      updateDlpRule(ctx, id, present(input) as Parameters<typeof updateDlpRule>[2]),
  },
  { description: 'A rule as it is now.', outputFields: (t) => ({ rule: ruleField(t) }) },
);

builder.relayMutationField(
  'deleteDlpRule',
  { description: 'The rule to delete.', inputFields: (t) => ({ ruleId: ruleId(t) }) },
  {
    description:
      'Deletes a rule of the tenant’s own. One that comes with Tribunal does what it does by default again. Needs `settings:write`.',
    errors: {},
    resolve: (_root, { input }, ctx) => deleteDlpRule(ctx, input.ruleId),
  },
  {
    description: 'A rule that is gone, or back at its default.',
    outputFields: (t) => ({
      ruleId: t.id({ description: 'Its id, as it was given.', resolve: ({ id }) => id }),
    }),
  },
);

const DlpMatchType = builder.objectRef<DlpMatch>('DlpMatch').implement({
  description: 'A place in a text where a rule finds something. What it found is not repeated.',
  fields: (t) => ({
    ruleId: t.exposeID('rule', { description: 'The rule.' }),
    name: t.exposeString('name', { description: 'Its name for people.' }),
    action: t.expose('action', { type: DlpAction, description: 'What it does.' }),
    start: t.exposeInt('start', { description: 'Where it begins, in UTF-16 units.' }),
    end: t.exposeInt('end', { description: 'Where it ends, not included.' }),
  }),
});

builder.relayMutationField(
  'testDlp',
  {
    description: 'The text to read.',
    inputFields: (t) => ({
      text: t.string({ required: true, description: 'Up to 100000 characters. Nothing of it is kept or logged.' }),
    }),
  },
  {
    description:
      'Says what the rules that are switched on would do to a text that is sent. A mutation, so that the text never stands in an address; it changes nothing. Needs `targets:read`.',
    errors: {},
    resolve: (_root, { input }, ctx) => testDlp(ctx, input),
  },
  {
    description: 'What would become of a text.',
    outputFields: (t) => ({
      action: t.field({
        type: DlpAction,
        nullable: true,
        description: 'The strongest that a rule asks for. Null: none finds anything.',
        resolve: ({ action }) => action,
      }),
      sent: t.string({
        nullable: true,
        description: 'The text as it would be sent. Null: it would not be.',
        resolve: ({ sent }) => sent,
      }),
      matches: t.field({
        type: [DlpMatchType],
        description: 'Where rules find something, in the order of the text; the first 200.',
        resolve: ({ matches }) => matches,
      }),
      matchCount: t.int({ description: 'How many places there are.', resolve: ({ matchCount }) => matchCount }),
    }),
  },
);
