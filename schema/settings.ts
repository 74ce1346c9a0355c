import {
  RETENTION_KINDS,
  type RetentionKind,
  type TenantSettings,
  tenantSettings,
} from '#src/access/tenant-settings.ts';
import { updateSettings } from '#src/access/update-settings.ts';
import { builder } from './builder.ts';

const WHAT: Record<RetentionKind, string> = {
  events: 'The events of scans and of the tenant, which are followed live.',
  answers: 'The prompts and answers of attempts. Verdicts and findings stay.',
  scans: 'Scans that have ended, with their attempts. Findings stay.',
  reports: 'Reports and their files.',
  traces: 'Traces of the gateway.',
  audit: 'The audit log.',
};

const OwaspLlmEdition = builder.enumType('OwaspLlmEdition', {
  description: 'An edition of the OWASP Top 10 for LLM applications.',
  values: {
    E2025: { value: 2025, description: 'That of 2025.' },
    E2026: { value: 2026, description: 'That of 2026.' },
  } as const,
});

const RetentionDays = builder.objectRef<TenantSettings['retentionDays']>('RetentionDays').implement({
  description: 'After how many days what is older goes, for each kind. Null: it stays.',
  fields: (t) =>
    Object.fromEntries(
      RETENTION_KINDS.map((kind) => [
        kind,
        t.int({ nullable: true, description: WHAT[kind], resolve: (days) => days[kind] }),
      ]),
    ),
});

const Settings = builder.objectRef<TenantSettings>('Settings').implement({
  description: 'What holds for the tenant: what it decided, and the installation’s default where it did not.',
  fields: (t) => ({
    judgeConfidenceThreshold: t.exposeFloat('judgeConfidenceThreshold', {
      description: 'From 0 to 1: a verdict below it waits for a person.',
    }),
    owaspLlmEdition: t.expose('owaspLlmEdition', {
      type: OwaspLlmEdition,
      description: 'The edition that findings are mapped to.',
    }),
    retentionDays: t.expose('retentionDays', { type: RetentionDays, description: 'How long things are kept.' }),
  }),
});

builder.queryField('settings', (t) =>
  t.field({
    type: Settings,
    description: 'What the tenant decided for itself. Needs no scope.',
    resolve: (_root, _args, ctx) => tenantSettings(ctx, ctx.actor.tenantId),
  }),
);

const RetentionDaysInput = builder.inputType('RetentionDaysInput', {
  description: 'Days from 1 to 36,500. Null: it stays for ever. Absent: as it is.',
  fields: (t) => Object.fromEntries(RETENTION_KINDS.map((kind) => [kind, t.int({ description: WHAT[kind] })])),
});

builder.relayMutationField(
  'updateSettings',
  {
    description: 'What is to be different. Absent: as it is. Null: the installation’s default again.',
    inputFields: (t) => ({
      judgeConfidenceThreshold: t.float({ description: 'From 0 to 1.' }),
      owaspLlmEdition: t.field({ type: OwaspLlmEdition, description: 'The edition to map findings to.' }),
      retentionDays: t.field({ type: RetentionDaysInput, description: 'How long things are kept.' }),
    }),
  },
  {
    description:
      'Changes what the tenant decides for itself. It holds from the next piece of work on: verdicts that are there stay as they are. Needs `settings:write`.',
    errors: {},
    resolve: (_root, { input: { retentionDays, ...input } }, ctx) =>
      updateSettings(ctx, { ...input, retentionDays: retentionDays ?? undefined }),
  },
  {
    description: 'Settings that were changed.',
    outputFields: (t) => ({
      settings: t.field({ type: Settings, description: 'What holds now.', resolve: (settings) => settings }),
    }),
  },
);
