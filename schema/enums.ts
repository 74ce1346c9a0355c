import { builder } from './builder.ts';

/** Enums that several nouns use. Those of one noun stand in its file. */

export const Severity = builder.enumType('Severity', {
  description: 'How bad a weakness is.',
  values: {
    CRITICAL: { value: 'critical', description: 'Act now: the system or its data can be taken over.' },
    HIGH: { value: 'high', description: 'Act soon: data leaks, or an action is taken that nobody asked for.' },
    MEDIUM: { value: 'medium', description: 'Plan a fix: harm needs more than the weakness alone.' },
    LOW: { value: 'low', description: 'Fix when convenient.' },
    INFO: { value: 'info', description: 'Worth knowing.' },
  },
});

export const VerdictKind = builder.enumType('VerdictKind', {
  description: 'What an attempt came to.',
  values: {
    VULNERABLE: { value: 'vulnerable', description: 'The weakness was shown.' },
    RESISTANT: { value: 'resistant', description: 'The target answered and withstood the attempt.' },
    INCONCLUSIVE: {
      value: 'inconclusive',
      description: 'Nobody can say: no answer, a blocked one, or judges that could not decide. Never a pass.',
    },
  },
});
