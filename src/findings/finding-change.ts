import { type FindingStatus, mayBecome, nextOf } from './finding-status.ts';

/** What a change is about. A tag is a thing of its own: two people may add two tags at once. */
export type StatusValue = { status: FindingStatus; reason: string | null; resolvedAt: string | null };
type AssigneeValue = { assigneeId: string };
type TagValue = { tag: string };
export type Ticket = { key: string; url: string };

type Change<Kind, Value> = { kind: Kind; before: Value | null; after: Value | null };

/** One row of a finding's history: what was and what is. Null: nothing. */
export type FindingStep = { findingId: string /** Why, in words of whoever did it. */; reason: string | null } & (
  | Change<'status', StatusValue>
  | Change<'assignee', AssigneeValue>
  | Change<'tag', TagValue>
  | Change<'ticket', Ticket>
);

/** What people change of a finding, as it stands. */
export type FindingState = StatusValue & {
  id: string;
  assigneeId: string | null;
  tags: readonly string[];
  ticket: Ticket | null;
};

/** What is wanted. A member that is absent stays as it is. */
export type WantedChange = {
  status?: { to: FindingStatus; reason: string | null } | undefined;
  /** Null: nobody. */
  assigneeId?: string | null | undefined;
  addTags?: readonly string[] | undefined;
  /** One that is also in `addTags` stays. */
  removeTags?: readonly string[] | undefined;
  ticket?: Ticket | null | undefined;
};

/** Why a finding stays as it is. */
export type Skip = { code: 'illegal_transition' | 'too_many_tags' | 'already_so' | 'not_found'; message: string };

export type Planned = { steps: FindingStep[]; skip: null } | { steps: []; skip: Skip };

export const TAGS_MAX = 50;
const ALREADY_SO: Skip = { code: 'already_so', message: 'It is so already.' };

/** What leads a finding to what is wanted: all of it or nothing. Pure. */
export function planChange(state: FindingState, wanted: WantedChange, now: Date): Planned {
  const from = state.status;
  const to = wanted.status?.to ?? from;
  if (to !== from && !mayBecome(from, to)) {
    const message = `A finding that is ${from} cannot become ${to}. It may become ${nextOf(from)}.`;
    return { steps: [], skip: { code: 'illegal_transition', message } };
  }
  const tags = tagSteps(state, wanted);
  if (state.tags.length + tags.filter((step) => step.after !== null).length > TAGS_MAX) {
    return { steps: [], skip: { code: 'too_many_tags', message: `A finding has at most ${TAGS_MAX} tags.` } };
  }
  const steps = [
    ...statusSteps(state, wanted, now),
    ...assigneeSteps(state, wanted),
    ...tags,
    ...ticketSteps(state, wanted),
  ];
  return steps.length > 0 ? { steps, skip: null } : { steps: [], skip: ALREADY_SO };
}

function statusSteps(state: FindingState, { status }: WantedChange, now: Date): FindingStep[] {
  if (!status || (status.to === state.status && (status.reason === null || status.reason === state.reason))) return [];
  const before = { status: state.status, reason: state.reason, resolvedAt: state.resolvedAt };
  const resolvedAt = status.to === 'resolved' ? (state.resolvedAt ?? now.toISOString()) : null;
  const after = { status: status.to, reason: status.reason, resolvedAt };
  return [{ findingId: state.id, kind: 'status', before, after, reason: status.reason }];
}

function assigneeSteps(state: FindingState, { assigneeId }: WantedChange): FindingStep[] {
  if (assigneeId === undefined || assigneeId === state.assigneeId) return [];
  const value = (id: string | null) => (id === null ? null : { assigneeId: id });
  return [
    { findingId: state.id, kind: 'assignee', before: value(state.assigneeId), after: value(assigneeId), reason: null },
  ];
}

function tagSteps(state: FindingState, { addTags = [], removeTags = [] }: WantedChange): FindingStep[] {
  const step = { findingId: state.id, kind: 'tag', reason: null } as const;
  const added = [...new Set(addTags)].filter((tag) => !state.tags.includes(tag));
  const removed = [...new Set(removeTags)].filter((tag) => state.tags.includes(tag) && !addTags.includes(tag));
  return [
    ...removed.map((tag): FindingStep => ({ ...step, before: { tag }, after: null })),
    ...added.map((tag): FindingStep => ({ ...step, before: null, after: { tag } })),
  ];
}

function ticketSteps(state: FindingState, { ticket }: WantedChange): FindingStep[] {
  if (ticket === undefined || (ticket?.key === state.ticket?.key && ticket?.url === state.ticket?.url)) return [];
  return [{ findingId: state.id, kind: 'ticket', before: state.ticket, after: ticket, reason: null }];
}
