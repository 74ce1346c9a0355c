import type { DlpNote } from '#src/dlp/dlp-engine.ts';
import { DLP_LIST } from '#src/dlp/dlp-list.ts';
import type { DlpAction as Action } from '#src/dlp/dlp-rule.ts';
import type { EffectiveRule } from '#src/dlp/effective-rule.ts';
import { listDlpRules, readDlpRule } from '#src/dlp/read-dlp-rules.ts';
import { builder } from './builder.ts';
import { shape } from './connection.ts';
import { listInputs } from './list-input.ts';

export const DlpAction = builder.enumType('DlpAction', {
  description: 'What becomes of a text in which a rule finds something. Where several do, the first of these holds.',
  values: {
    BLOCK: { value: 'block', description: 'Nothing is sent.' },
    REDACT: { value: 'redact', description: 'It is sent with `[redacted <rule>]` in the place of what was found.' },
    WARN: { value: 'warn', description: 'It is sent as it is, and that is noted.' },
  } satisfies Record<string, { value: Action; description: string }>,
});

const DlpSource = builder.enumType('DlpSource', {
  description: 'Where a rule comes from.',
  values: {
    BUILT_IN: { value: 'built_in', description: 'It comes with Tribunal.' },
    TENANT: { value: 'tenant', description: 'The tenant wrote it.' },
  } as const,
});

const DlpCategory = builder.enumType('DlpCategory', {
  description: 'What a rule looks for.',
  values: {
    CREDENTIAL: { value: 'credential', description: 'Credentials of named services.' },
    KEY: { value: 'key', description: 'Keys and credentials of no one service.' },
    PERSONAL: { value: 'personal', description: 'What names a person or an account.' },
    INTERNAL: { value: 'internal', description: 'Hosts and addresses of an internal network.' },
    CUSTOM: { value: 'custom', description: 'What a tenant’s own rule says.' },
  } as const,
});

const inputs = listInputs(DLP_LIST, { DlpAction, DlpSource, DlpCategory });

export const DlpRuleType = builder.objectRef<EffectiveRule>('DlpRule').implement({
  description: 'A rule over what is sent to targets: what it looks for, and what becomes of a text that holds it.',
  fields: (t) => ({
    id: t.exposeID('id', {
      description: '`dlp_…`, or the name of a rule that comes with Tribunal: `aws-access-key-id`. It never changes.',
    }),
    source: t.expose('source', { type: DlpSource, description: 'Where it comes from.' }),
    category: t.expose('category', { type: DlpCategory, description: 'What it looks for.' }),
    name: t.exposeString('name', { description: 'Its name for people.' }),
    description: t.exposeString('description', { description: 'What it is for. Empty where nobody said.' }),
    pattern: t.exposeString('pattern', {
      description:
        'The regular expression: RE2 syntax of a tenant’s rule, ECMAScript syntax of one that comes with Tribunal. Some of the latter check digits besides.',
    }),
    words: t.stringList({
      description: 'Only a text that holds one of these is looked through, whatever its case. Empty: every text.',
      resolve: (rule) => [...rule.words],
    }),
    action: t.expose('action', { type: DlpAction, description: 'What it does.' }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether it is switched on.' }),
    defaultAction: t.expose('defaultAction', {
      type: DlpAction,
      nullable: true,
      description: 'What it does where the tenant has decided nothing. Null for a tenant’s own.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the tenant last wrote it. Null: never.',
    }),
  }),
});

export const DlpNoteType = builder.objectRef<DlpNote>('DlpNote').implement({
  description: 'A rule that found something in what was sent, or would have been. What it found is kept nowhere.',
  fields: (t) => ({
    ruleId: t.exposeID('rule', { description: 'The rule’s id. The rule may be gone since.' }),
    name: t.exposeString('name', { description: 'Its name at that time.' }),
    action: t.expose('action', { type: DlpAction, description: 'What it did.' }),
  }),
});

const DlpRuleConnection = builder.connectionObject(
  { type: DlpRuleType, name: 'DlpRuleConnection', description: 'A page of rules over what is sent to targets.' },
  { name: 'DlpRuleEdge', description: 'A rule and its place in the list.' },
);

builder.queryFields((t) => ({
  dlpRule: t.field({
    type: DlpRuleType,
    nullable: true,
    description: 'One rule over what is sent to targets. Needs the scope `targets:read`.',
    args: {
      id: t.arg.id({ required: true, description: 'Its id: `dlp_…`, or the name of one that comes with Tribunal.' }),
    },
    resolve: (_root, { id }, ctx) => readDlpRule(ctx, id),
  }),
  dlpRules: t.connection(
    {
      type: DlpRuleType,
      description:
        'The rules over what is sent to targets, those that come with Tribunal and the tenant’s own, by name unless ordered otherwise. Needs the scope `targets:read`.',
      args: inputs.args(),
      resolve: async (_root, args, ctx) => {
        const { page, count, byId } = await listDlpRules(ctx, args, args);
        return shape(
          page,
          (id) => byId.get(id),
          async () => count,
        );
      },
    },
    DlpRuleConnection,
  ),
}));
