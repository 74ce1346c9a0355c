import type { FilterField, ListDescription, Order, Shorthand } from '#src/platform/filter.ts';
import { byKey, ID_KEY, key } from '#src/platform/filter-parts.ts';
import { FINDING_STATUSES } from './finding-status.ts';

/** Upwards. PostgreSQL has them the other way round. */
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;

const SEEN_IN =
  'exists (select 1 from occurrences o where o.tenant_id = t.tenant_id and o.finding_id = t.id and o.scan_id = any(?::uuid[]))';
const TAGGED =
  'exists (select 1 from finding_tags g where g.tenant_id = t.tenant_id and g.finding_id = t.id and g.tag = any(?::text[]))';
/** Of controls and frameworks: `controls-as-risks.ts` has put the risks that lead there in their place. */
const MAPPED = 't.risks && ?::text[]';
const foldTag = (tag: string) => tag.trim().toLowerCase();

const FIELDS: Record<string, FilterField> = {
  id: { kind: 'id', ids: 'finding', sql: 't.id', index: 'findings_pkey', description: 'The finding itself.' },
  target: {
    kind: 'id',
    ids: ['target', 'endpoint'],
    sql: 't.target_id',
    index: 'findings_tenant_id_target_id_last_seen_at_id_idx',
    description: 'The target that it is a weakness of.',
  },
  scan: {
    kind: 'id',
    ids: 'scan',
    link: true,
    sql: SEEN_IN,
    index: 'occurrences_tenant_id_scan_id_created_at_finding_id_idx',
    description: 'A scan that saw it.',
  },
  severityIs: {
    kind: 'rank',
    enum: 'Severity',
    values: SEVERITIES,
    cast: 'severity',
    falling: true,
    sql: 't.severity',
    index: 'findings_tenant_id_severity_last_seen_at_id_idx',
    description: 'How bad it is. `gte: HIGH` leaves high and critical.',
  },
  statusIs: {
    kind: 'choice',
    enum: 'FindingStatus',
    values: FINDING_STATUSES,
    cast: 'finding_status',
    sql: 't.status',
    index: 'findings_tenant_id_status_last_seen_at_id_idx',
    description: 'Where it is in its life.',
  },
  probe: {
    kind: 'word',
    sql: 't.probe_id',
    index: 'findings_tenant_id_probe_id_last_seen_at_id_idx',
    description: 'The name of the probe that shows it.',
  },
  risks: {
    kind: 'list',
    sql: 't.risks',
    index: 'findings_risks',
    description: 'The risks that it is an instance of, such as `LLM01`.',
  },
  control: {
    kind: 'list',
    link: true,
    sql: MAPPED,
    index: 'findings_risks',
    description:
      'The written forms of the controls that it touches by the crosswalk of its risks, such as `OWASP_LLM01`.',
  },
  framework: {
    kind: 'list',
    link: true,
    sql: MAPPED,
    index: 'findings_risks',
    description: 'The frameworks of those controls, such as `OWASP_LLM`.',
  },
  tags: {
    kind: 'list',
    link: true,
    fold: foldTag,
    sql: TAGGED,
    index: 'finding_tags_tenant_id_tag_finding_id_idx',
    description: 'Its tags, in whatever case.',
  },
  assignee: {
    kind: 'id',
    ids: 'membership',
    sql: 't.assignee_id',
    index: 'findings_tenant_id_assignee_id_last_seen_at_id_idx',
    description: 'The member who looks after it.',
  },
  title: {
    kind: 'text',
    shortest: 3,
    sql: 't.title',
    index: 'findings_title_grams',
    description: 'What it is called. `contains` takes three characters or more.',
  },
  ticket: {
    kind: 'word',
    sql: 't.ticket_key',
    index: 'findings_tenant_id_ticket_key_id_idx',
    description: 'The key of the ticket that it is tied to, such as `SEC-42`.',
  },
  confidence: {
    kind: 'number',
    sql: 't.confidence',
    index: 'findings_tenant_id_confidence_id_idx',
    description: 'How sure its last sighting is, from 0 to 1.',
  },
  firstSeenAt: {
    kind: 'time',
    sql: 't.first_seen_at',
    index: 'findings_tenant_id_first_seen_at_id_idx',
    description: 'When it was first seen.',
  },
  lastSeenAt: {
    kind: 'time',
    sql: 't.last_seen_at',
    index: 'findings_tenant_id_last_seen_at_id_idx',
    description: 'When it was last seen.',
  },
  resolvedAt: {
    kind: 'time',
    sql: 't.resolved_at',
    index: 'findings_tenant_id_resolved_at_id_idx',
    description: 'When it was resolved.',
  },
  regressed: {
    kind: 'boolean',
    sql: 't.regressed',
    index: 'findings_regressed',
    description: 'Only those that were resolved once and are back, or only the others.',
  },
  text: {
    kind: 'words',
    sql: 't.words',
    index: 'findings_words',
    description:
      'Only those that hold all of these words, or words that begin so, in title, description, evidence line or probe. At most 200 characters.',
  },
};

const SHORTHANDS: Record<string, Shorthand> = {
  targetId: { field: 'target', comparison: 'eq', description: 'Only of this target.' },
  scanId: { field: 'scan', comparison: 'eq', description: 'Only those that this scan saw.' },
  severity: { field: 'severityIs', comparison: 'in', description: 'Only of these severities.' },
  status: { field: 'statusIs', comparison: 'in', description: 'Only in these stages of life.' },
  risk: { field: 'risks', comparison: 'has', description: 'Only of this risk, such as `LLM01`.' },
  probeId: { field: 'probe', comparison: 'eq', description: 'Only those that this probe shows.' },
  tag: { field: 'tags', comparison: 'has', description: 'Only with this tag, in whatever case.' },
  assigneeId: { field: 'assignee', comparison: 'eq', description: 'Only those of this member, `mbr_…`.' },
  assigned: {
    field: 'assignee',
    comparison: 'isNull',
    inverse: true,
    description: 'Only those that a member looks after, or only those that nobody does.',
  },
  from: { field: 'lastSeenAt', comparison: 'gte', description: 'Only last seen at this moment or later.' },
  to: { field: 'lastSeenAt', comparison: 'lt', description: 'Only last seen before this moment.' },
};

const ORDERS: Record<string, Order> = {
  LAST_SEEN: byKey('By when it was last seen.', key('t.last_seen_at', 'time')),
  FIRST_SEEN: byKey('By when it was first seen.', key('t.first_seen_at', 'time')),
  RESOLVED: byKey('By when it was resolved.', key('t.resolved_at', 'time', 'desc', { nullable: true })),
  SEVERITY: {
    description: 'By how bad it is: the worst first in `DESC`, and of equals the last seen.',
    keys: [
      key('t.severity', 'choice', 'asc', { cast: 'severity' }),
      key('t.last_seen_at', 'time'),
      { ...ID_KEY, direction: 'desc' },
    ],
  },
  CONFIDENCE: byKey('By how sure its last sighting is.', key('t.confidence', 'number')),
  TITLE: byKey('By what it is called.', key('t.title', 'text')),
};

export const FINDING_LIST: ListDescription = {
  noun: 'Finding',
  plural: 'findings',
  from: 'findings t',
  id: 't.id',
  fields: FIELDS,
  shorthands: SHORTHANDS,
  orders: ORDERS,
  order: { by: 'LAST_SEEN', direction: 'DESC' },
};
