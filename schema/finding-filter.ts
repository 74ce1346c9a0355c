import { FINDING_LIST } from '#src/findings/finding-list.ts';
import { builder } from './builder.ts';
import { Severity } from './enums.ts';
import { editionArgs } from './framework.ts';
import { listInputs } from './list-input.ts';

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

export const findingInputs = listInputs(FINDING_LIST, { Severity, FindingStatus });
export const FindingFilter = findingInputs.filter;
/** `filter` and `orderBy` of a connection of findings, and the editions in which the filter is meant. */
export const findingArgs = () => ({ ...findingInputs.args(), ...editionArgs() });
/** The same of what is counted. */
export const findingFilterArgs = () =>
  builder.args((t) => ({
    filter: t.field({ type: FindingFilter, description: 'Which findings. Absent: all.' }),
    ...editionArgs(),
  }));
