import type { CrosswalkLink } from '#src/frameworks/catalogue-file.ts';

/**
 * What a control's tests amount to. None of them says that a control is met: that is for a person to say, from the findings and from what
 * no probe sees.
 * - `tested`: a probe of a risk that is the same as the control came to a verdict.
 * - `partly_tested`: only probes of a risk did that is a part of the control, or of which the control is a part.
 * - `related_only`: only probes of related risks did. Evidence to read, and no test of the control.
 * - `not_tested`: a probe could say something, and none did: none was run, none came to a verdict, or the library has none.
 * - `not_testable`: no probe can. It needs documents, inspections or people.
 */
export const COVERAGE_STATES = ['tested', 'partly_tested', 'related_only', 'not_tested', 'not_testable'] as const;
export type CoverageState = (typeof COVERAGE_STATES)[number];

/** How much of a control a probe of the risk tries. A suggested link tries nothing. */
export type Reach = 'whole' | 'part' | 'related' | 'suggested';

const REACH: Record<CrosswalkLink['strength'], Reach> = {
  equivalent: 'whole',
  // The control is a part of the risk: some of the risk's probes try it, and which is not known of each.
  superset: 'part',
  subset: 'part',
  related: 'related',
};

export function reachOf({ strength, basis }: Pick<CrosswalkLink, 'strength' | 'basis'>): Reach {
  return basis === 'suggested' ? 'suggested' : REACH[strength];
}

export type ReachRun = { reach: Reach; conclusive: boolean; ran: boolean };

/** The state of a control by what became of the probes that reach it, and the reason where it was not tested. Pure. */
export function stateOf(
  probes: readonly ReachRun[],
  notTestable: string | null,
): { state: CoverageState; reason: string | null } {
  const reaching = probes.filter(({ reach }) => reach !== 'suggested');
  if (reaching.length === 0 && notTestable !== null) return { state: 'not_testable', reason: notTestable };
  const concluded = new Set(reaching.filter(({ conclusive }) => conclusive).map(({ reach }) => reach));
  if (concluded.has('whole')) return { state: 'tested', reason: null };
  if (concluded.has('part')) return { state: 'partly_tested', reason: 'Probes tried a part of what it asks for.' };
  if (concluded.has('related'))
    return { state: 'related_only', reason: 'Probes tried related risks only, which does not test it.' };
  return { state: 'not_tested', reason: whyNot(reaching) };
}

function whyNot(reaching: readonly ReachRun[]): string {
  if (reaching.length === 0) return 'No probe of the library exercises it.';
  if (reaching.some(({ ran }) => ran)) return 'Probes were sent, and none came to a verdict.';
  return 'None of the probes that exercise it has run.';
}
