import type { IdKind } from '#src/platform/ids.ts';

/**
 * The kinds of events that the followers of a tenant are told, by what they are about, and the form of its id. Who may see which stands in
 * `src/access/follow-tenant.ts`, the words for a reader of the API in `schema/tenant-event.ts`.
 *
 * An audit row whose subject is one of these is an event as well; a row of another kind is nobody's news.
 */
export const EVENT_KINDS = {
  target: 'endpoint',
  scan: 'scan',
  finding: 'finding',
  /** The queue of verdicts that wait for a person. */
  review: 'attempt',
  secret: 'secret',
  token: 'token',
  member: 'membership',
  invitation: 'invitation',
  webhook: 'webhook',
  schedule: 'schedule',
  report: 'report',
  tenant: 'tenant',
} as const satisfies Record<string, IdKind>;

export type EventKind = keyof typeof EVENT_KINDS;

export function isEventKind(kind: string): kind is EventKind {
  return Object.hasOwn(EVENT_KINDS, kind);
}
