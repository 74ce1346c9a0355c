/**
 * What a webhook can be told, by the name in `X-Tribunal-Event`. A name is part of the public contract: it is added, never renamed. Each is made
 * from an entry in the tenant's log, by its noun and what became of it.
 */
export const WEBHOOK_EVENTS = {
  'scan.started': 'A scan began to send.',
  'scan.completed': 'A scan came to its end; `partial` says whether it was cut short by its budget or its time.',
  'scan.failed': 'A scan could not be done.',
  'scan.cancelled': 'Somebody stopped a scan.',
  'finding.created': 'A weakness was found that no scan of the target had shown before.',
  'finding.regressed': 'A weakness that was resolved showed again.',
  'finding.resolved': 'A scan asked again and did not see the weakness any more.',
  'finding.status_changed': 'Somebody changed the status of a finding.',
  'finding.commented': 'Somebody wrote about a finding.',
  'finding.updated':
    'A finding was changed in another way: its assignee, tags or ticket, several at once, or by a review.',
  'report.ready': 'A report can be downloaded.',
  'report.failed': 'A report could not be made.',
} as const;

export type WebhookEvent = keyof typeof WEBHOOK_EVENTS;
/** Sent when somebody asks for it, to one webhook, whatever it listens to. */
export const TEST_EVENT = 'webhook.test';

export const WEBHOOK_EVENT_NAMES = Object.keys(WEBHOOK_EVENTS) as WebhookEvent[];

/** A scan's status in the log, as the event that it is. A scan that waits or is being judged is news to nobody. */
const BY_STATUS: Readonly<Record<string, WebhookEvent>> = {
  running: 'scan.started',
  completed: 'scan.completed',
  failed: 'scan.failed',
  cancelled: 'scan.cancelled',
};

export type LogEntryName = { kind: string; action: string; body: Record<string, unknown> };

/** The event that an entry in the tenant's log is to webhooks, or null for what they are not told. */
export function webhookEventOf({ kind, action, body }: LogEntryName): WebhookEvent | null {
  if (kind === 'scan') return BY_STATUS[action] ?? null;
  if (kind === 'finding') return findingEventOf(action, body);
  const name = `${kind}.${action}`;
  return kind === 'report' && name in WEBHOOK_EVENTS ? (name as WebhookEvent) : null;
}

/** A finding that a scan sees again, open as it was, is no news. */
function findingEventOf(action: string, body: Record<string, unknown>): WebhookEvent | null {
  if (action === 'recorded') {
    if (body.regressed === true) return 'finding.regressed';
    return body.isNew === true ? 'finding.created' : null;
  }
  const name = `finding.${action}`;
  return name in WEBHOOK_EVENTS ? (name as WebhookEvent) : 'finding.updated';
}
