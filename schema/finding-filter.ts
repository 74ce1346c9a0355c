import { builder } from './builder.ts';
import { Severity } from './enums.ts';

export const FindingStatus = builder.enumType('FindingStatus', {
  description: 'Where a finding is in its life.',
  values: {
    OPEN: { value: 'open', description: 'Shown, and nobody has taken it up.' },
    TRIAGED: { value: 'triaged', description: 'Looked at and taken for real.' },
    RESOLVED: { value: 'resolved', description: 'Gone: a later scan withstood every attempt, or a person said so.' },
    ACCEPTED: { value: 'accepted', description: 'Known and lived with, for the reason given.' },
    FALSE_POSITIVE: { value: 'false_positive', description: 'Not a weakness after all, for the reason given.' },
  },
});

export const FindingFilter = builder.inputType('FindingFilter', {
  description: 'Which findings. Every member that is given has to hold.',
  fields: (t) => ({
    targetId: t.id({ description: 'Only of this target.' }),
    scanId: t.id({ description: 'Only those that this scan saw.' }),
    severity: t.field({ type: [Severity], description: 'Only of these severities.' }),
    status: t.field({ type: [FindingStatus], description: 'Only in these stages of life.' }),
    risk: t.string({ description: 'Only of this risk, such as `LLM01`.' }),
    probeId: t.string({ description: 'Only those that this probe shows.' }),
    tag: t.string({ description: 'Only with this tag, in whatever case.' }),
    assigneeId: t.id({ description: 'Only those of this member, `mbr_…`.' }),
    assigned: t.boolean({ description: 'Only those that a member looks after, or only those that nobody does.' }),
    text: t.string({
      description:
        'Only those that hold all of these words, or words that begin so, in title, description, evidence line or probe. At most 200 characters.',
    }),
    from: t.field({ type: 'DateTime', description: 'Only last seen at this moment or later.' }),
    to: t.field({ type: 'DateTime', description: 'Only last seen before this moment.' }),
    regressed: t.boolean({ description: 'Only those that were resolved once and are back, or only the others.' }),
  }),
});
