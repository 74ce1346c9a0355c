import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUDIT_LIST } from '#src/access/audit-list.ts';
import { INVITATION_LIST } from '#src/access/invitation-list.ts';
import { MEMBER_LIST } from '#src/access/member-list.ts';
import { SESSION_LIST } from '#src/access/session-list.ts';
import { TOKEN_LIST } from '#src/access/token-list.ts';
import { CHANGE_LIST, COMMENT_LIST } from '#src/findings/activity-list.ts';
import { EVIDENCE_LIST, OCCURRENCE_LIST } from '#src/findings/evidence-list.ts';
import { FINDING_LIST } from '#src/findings/finding-list.ts';
import { REVIEW_LIST, REVIEW_QUEUE } from '#src/judging/review-list.ts';
import { type Database, openDatabase } from '#src/platform/database.ts';
import type { Comparison, FilterField, FilterInput, ListDescription, ListQuery } from '#src/platform/filter.ts';
import { comparisonsOf } from '#src/platform/filter-tree.ts';
import { pageStatement } from '#src/platform/keyset.ts';
import { type Condition, Statement } from '#src/platform/keyset-statement.ts';
import { tenantQuery } from '#src/platform/list-query.ts';
import { openTenantDatabases, type TenantDatabases } from '#src/platform/tenant-database.ts';
import { REPORT_LIST } from '#src/reports/report-list.ts';
import { ATTEMPT_LIST } from '#src/scans/attempt-list.ts';
import { SCAN_LIST } from '#src/scans/scan-list.ts';
import { SCHEDULE_LIST } from '#src/schedules/schedule-list.ts';
import { SECRET_LIST } from '#src/secrets/secret-list.ts';
import { TARGET_LIST } from '#src/targets/target-list.ts';
import { VIEW_LIST } from '#src/views/visible-views.ts';
import { DELIVERY_LIST, WEBHOOK_LIST } from '#src/webhooks/webhook-list.ts';
import { type FreshDatabase, freshDatabase } from '#test/kit/database.ts';
import { sourcesBelow } from '#test/kit/sources.ts';
import { idOf, KIND, manyRows, ROWS, TENANT } from './many-rows.ts';

// What breaks if this fails: a filter or an order reads a whole table, and one tenant's dashboard makes the database slow for all.

type Below = { parent: string; condition: Condition };
const below = (column: string, kind: number): Below => ({
  parent: idOf(kind, 1),
  condition: [`t.${column} = parent.id::uuid`],
});

/** Lists that grow without end, and those below their rows: the database's plans are looked at. */
const LISTS: [ListDescription, Below?][] = [
  [FINDING_LIST],
  [SCAN_LIST],
  [TARGET_LIST],
  [TOKEN_LIST],
  [SECRET_LIST],
  [MEMBER_LIST],
  [AUDIT_LIST],
  [REVIEW_QUEUE, { parent: '', condition: ['t.needs_review'] }],
  [ATTEMPT_LIST, below('scan_id', KIND.scan)],
  [REVIEW_LIST, below('attempt_id', KIND.attempt)],
  [EVIDENCE_LIST, below('finding_id', KIND.finding)],
  [OCCURRENCE_LIST, below('finding_id', KIND.finding)],
  [CHANGE_LIST, below('finding_id', KIND.finding)],
  [COMMENT_LIST, below('finding_id', KIND.finding)],
];
/** Lists that stay short in a tenant: the index that they name finds all of them. */
const SHORT = [VIEW_LIST, SESSION_LIST, INVITATION_LIST, SCHEDULE_LIST, WEBHOOK_LIST, DELIVERY_LIST, REPORT_LIST];
/** Of no tenant: the library, in memory, and the catalogues, some hundreds of rows. And the diff, which is a list of findings. */
const OTHERS = ['PROBE_LIST', 'SCORECARD_LIST', 'USAGE_LIST', 'DLP_LIST', 'CONTROL_LIST', 'OVERLAP_LIST', 'SEEN'];

it('every list is among these', () => {
  const described = sourcesBelow('src').flatMap(({ text }) =>
    [...text.matchAll(/const (\w+): ListDescription = /g)].map((match) => match[1]!),
  );
  expect(described.filter((name) => !OTHERS.includes(name))).toHaveLength(LISTS.length + SHORT.length);
});

let fresh: FreshDatabase;
let owner: Database & AsyncDisposable;
let tenants: TenantDatabases;
let db: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  owner = openDatabase(fresh.url);
  await manyRows(owner);
  tenants = openTenantDatabases(fresh.url);
  db = tenants.of(TENANT);
}, 400_000);
afterAll(async () => {
  await tenants[Symbol.asyncDispose]();
  await owner[Symbol.asyncDispose]();
  await fresh[Symbol.asyncDispose]();
});

type Plan = {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
};

/** What the database does for the first page, every step of it, behind the wall between tenants. */
async function steps(list: ListDescription, query: ListQuery, at?: Below): Promise<Plan[]> {
  const { list: keyset, conditions } = tenantQuery(TENANT, list, query);
  const statement = new Statement();
  const { text } = pageStatement(
    statement,
    keyset,
    [at?.parent ?? ''],
    at ? [...conditions, at.condition] : conditions,
    { first: 20 },
  );
  const [row] = await db.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
    `explain (analyze, format json) ${text}`,
    statement.values,
  );
  const all = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(all)];
  return all(row!['QUERY PLAN'][0]!.Plan);
}

const tableOf = (list: ListDescription) => list.from.split(' ')[0];
const wholeReads = (list: ListDescription, plans: Plan[]) =>
  plans.filter((plan) => plan['Node Type'] === 'Seq Scan' && plan['Relation Name'] === tableOf(list));
/** Rows of the table that were looked at. */
const looked = (list: ListDescription, plans: Plan[]) =>
  plans
    .filter((plan) => plan['Relation Name'] === tableOf(list))
    .reduce(
      (sum, plan) => sum + (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'],
      0,
    );

/** A value of the right kind that few rows have, if any. */
function sample(field: FilterField, comparison: Comparison): unknown {
  if (comparison === 'isNull' || field.kind === 'boolean') return true;
  const one = { time: new Date('2026-01-01T00:07:00Z'), integer: 7, number: 0.5 }[field.kind as string] ?? text(field);
  return ['in', 'hasAny', 'hasAll'].includes(comparison) ? [one] : one;
}

function text(field: FilterField): string {
  if (field.kind === 'id')
    return idOf(
      KIND[
        ({ assignee_id: 'member', requested_by: 'token', target_id: 'target' } as const)[field.sql.slice(2)] ?? 'scan'
      ],
      7,
    );
  return field.values?.at(-1) ?? 'Zanzibar';
}

const filterOf = (name: string, field: FilterField, comparison: Comparison): FilterInput => {
  const value = sample(field, comparison);
  return { [name]: field.kind === 'boolean' || field.kind === 'words' ? value : { [comparison]: value } };
};

describe.each(LISTS.map(([list, at]) => [list.plural, list, at] as const))('%s', (_name, list, at) => {
  it('never read their whole table, whatever single comparison stands beside whatever order', async () => {
    const wrong: string[] = [];
    for (const by of Object.keys(list.orders)) {
      for (const direction of ['ASC', 'DESC'] as const) {
        if (wholeReads(list, await steps(list, { orderBy: { by, direction } }, at)).length > 0)
          wrong.push(`${by} ${direction}`);
      }
      for (const [name, field] of Object.entries(list.fields)) {
        for (const comparison of comparisonsOf(field)) {
          const query = { filter: filterOf(name, field, comparison), orderBy: { by } };
          if (wholeReads(list, await steps(list, query, at)).length > 0) wrong.push(`${name} ${comparison}, ${by}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

it.each(
  [...LISTS.map(([list]) => list), ...SHORT].map((list) => [list.plural, list] as const),
)('%s name indexes that there are', async (_name, list) => {
  const rows = await owner.query<{ name: string }>('select indexname as name from pg_indexes');
  const there = new Set(rows.map((row) => row.name));
  expect(Object.entries(list.fields).filter(([, field]) => !there.has(field.index))).toEqual([]);
});

describe('an order', () => {
  const large: [ListDescription, Below?][] = [
    [FINDING_LIST],
    [SCAN_LIST],
    [TARGET_LIST],
    [TOKEN_LIST],
    [AUDIT_LIST],
    [REVIEW_QUEUE, { parent: '', condition: ['t.needs_review'] }],
    [ATTEMPT_LIST, below('scan_id', KIND.scan)],
  ];
  it.each(
    large.flatMap(([list, at]) =>
      Object.keys(list.orders).flatMap((by) =>
        (['ASC', 'DESC'] as const).map((direction) => [list.plural, by, direction, list, at] as const),
      ),
    ),
  )('of %s by %s %s looks at one page of rows', async (_name, by, direction, list, at) => {
    expect(looked(list, await steps(list, { orderBy: { by, direction } }, at))).toBeLessThanOrEqual(25);
  });
});

describe('what is rare is found without looking at the rest:', () => {
  const rare: [ListDescription, string, unknown][] = [
    [AUDIT_LIST, 'action', { eq: 'scan.started' }],
    [AUDIT_LIST, 'subjectKind', { eq: 'scan' }],
    [AUDIT_LIST, 'token', { eq: idOf(KIND.token, 7) }],
    [AUDIT_LIST, 'user', { eq: idOf(KIND.user, 7) }],
    [AUDIT_LIST, 'schedule', { eq: idOf(KIND.schedule, 7) }],
    [AUDIT_LIST, 'result', { eq: 'failure' }],
    [AUDIT_LIST, 'at', { lt: new Date('2026-01-01T00:10:00Z') }],
    [FINDING_LIST, 'target', { eq: idOf(KIND.target, 7) }],
    [FINDING_LIST, 'scan', { eq: idOf(KIND.scan, 7) }],
    [FINDING_LIST, 'severityIs', { eq: 'critical' }],
    [FINDING_LIST, 'severityIs', { gte: 'high' }],
    [FINDING_LIST, 'statusIs', { eq: 'accepted' }],
    [FINDING_LIST, 'probe', { eq: 'probe-7' }],
    [FINDING_LIST, 'risks', { has: 'LLM10' }],
    [FINDING_LIST, 'control', { has: 'OWASP_LLM10' }],
    [FINDING_LIST, 'tags', { has: 'rare' }],
    [FINDING_LIST, 'assignee', { eq: idOf(KIND.member, 7) }],
    [FINDING_LIST, 'assignee', { isNull: false }],
    [FINDING_LIST, 'title', { contains: 'anzib' }],
    [FINDING_LIST, 'ticket', { isNull: false }],
    [FINDING_LIST, 'resolvedAt', { isNull: false }],
    [FINDING_LIST, 'firstSeenAt', { lt: new Date('2026-01-01T00:10:00Z') }],
    [FINDING_LIST, 'lastSeenAt', { lt: new Date('2026-01-01T00:10:00Z') }],
    [FINDING_LIST, 'confidence', { lt: 0.001 }],
    [FINDING_LIST, 'regressed', true],
    [FINDING_LIST, 'text', 'zanzi'],
    [SCAN_LIST, 'status', { eq: 'failed' }],
    [SCAN_LIST, 'originScan', { eq: idOf(KIND.scan, 7) }],
    [SCAN_LIST, 'requestedBy', { eq: idOf(KIND.token, 7) }],
    [TARGET_LIST, 'kind', { eq: 'repo' }],
    [TARGET_LIST, 'status', { eq: 'disabled' }],
    [TARGET_LIST, 'name', { contains: '8f14e45fceea' }],
    [TARGET_LIST, 'url', { contains: '8f14e45fceea' }],
    [TARGET_LIST, 'tags', { has: 'rare' }],
  ];
  it.each(
    rare.map(([list, name, value]) => [list.plural, name, JSON.stringify(value), list, value] as const),
  )('%s with %s %s', async (_name, name, _json, list, value) => {
    expect(looked(list, await steps(list, { filter: { [name]: value } }))).toBeLessThan(ROWS / 20);
  });
});
