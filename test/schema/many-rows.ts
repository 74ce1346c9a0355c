import type { Sql } from '#src/platform/database.ts';

/** The tenant that asks; beside it stand others with as many rows each. */
export const TENANT = '00000000-0000-7000-8000-000000000001';
const OTHERS = [2, 3, 4, 5, 6].map((n) => `00000000-0000-7000-8000-00000000000${n}`);
export const ROWS = 6000;

/** The n-th id of a kind of row, written in the last twelve digits. */
export const idOf = (kind: number, n: number) =>
  `00000000-0000-7000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`;
const id = (kind: number, n = 'n') =>
  `('00000000-0000-7000-8${String(kind).padStart(3, '0')}-' || lpad((${n})::text, 12, '0'))::uuid`;

/** Kinds of ids. */
export const KIND = {
  target: 1,
  scan: 2,
  finding: 3,
  attempt: 4,
  member: 5,
  user: 6,
  token: 7,
  change: 8,
  schedule: 9,
} as const;

/**
 * Tables large enough that their order of reading matters, straight from the database. Everything that is rare is so in one row of a thousand:
 * `n % 1000 = 7`.
 */
export async function manyRows(db: Sql, others = OTHERS): Promise<void> {
  for (const tenant of [TENANT, ...others])
    for (const statement of STATEMENTS) await db.query(statement.replaceAll('$1', `'${tenant}'`));
  await db.query('analyze');
}

const SERIES = `generate_series(1, ${ROWS}) n`;
const AT = `timestamptz '2026-01-01' + n * interval '1 minute'`;
const RARE = 'n % 1000 = 7';

const STATEMENTS = [
  `insert into tenants (id, slug, name) values ($1, $1, 'Many')`,
  `insert into users (id, email, name) select gen_random_uuid(), $1 || n || '@example.com', 'Person ' || n from generate_series(1, 2000) n`,
  `insert into memberships (tenant_id, id, user_id, role, created_at) select $1, ${id(KIND.member)}, u.id, (case when ${RARE} then 'owner' else 'member' end)::role, ${AT}
   from (select id, row_number() over () as n from users where starts_with(email, $1::text)) u`,
  `insert into tokens (tenant_id, id, name, prefix, hash, scopes, created_at, last_used_at, expires_at, revoked_at)
   select $1, ${id(KIND.token)}, 'Token ' || n, 'trb_' || n, sha256(($1 || n)::bytea), case when ${RARE} then '{audit:read}' else '{scans:read}' end::text[], ${AT},
     case when n % 3 = 0 then ${AT} end, case when n % 5 = 0 then ${AT} end, case when ${RARE} then ${AT} end from generate_series(1, 4000) n`,
  `insert into secrets (tenant_id, id, name, sealed, created_at, updated_at) select $1, gen_random_uuid(), 'secret_' || n, '', ${AT}, ${AT} from generate_series(1, 4000) n`,
  `insert into targets (tenant_id, id, kind, name, url, status, tags, created_at, updated_at)
   select $1, ${id(KIND.target)}, (case when ${RARE} then 'repo' else 'llm' end)::target_kind, md5(n::text) || ' bot', 'https://' || md5((n + 1)::text) || '.example',
     (case when ${RARE} then 'disabled' else 'active' end)::target_status, case when ${RARE} then '{rare}' else '{common}' end::text[], ${AT}, ${AT} from ${SERIES}`,
  `insert into scans (tenant_id, id, target_id, status, created_at, finished_at, finding_count, requested_by, origin_scan_id)
   select $1, ${id(KIND.scan)}, ${id(KIND.target, 'n % 2000 + 1')}, (case when ${RARE} then 'failed' else 'completed' end)::scan_status, ${AT}, case when n % 10 > 0 then ${AT} end,
     n % 50, ${id(KIND.token, 'n % 1000')}, case when ${RARE} then ${id(KIND.scan, '7')} end from ${SERIES}`,
  `insert into attempts (tenant_id, id, scan_id, position, probe_id, probe_version, probe_hash, variant, calls, reserved_tokens, state, verdict, confidence, answered_at, judged_at)
   select $1, ${id(KIND.attempt)}, ${id(KIND.scan, 'n % 3 + 1')}, n, 'probe-' || n % 100, 1, 'h', 'v' || n, 1, 1, (case when ${RARE} then 'planned' else 'judged' end)::attempt_state,
     (case when ${RARE} then 'vulnerable' else 'resistant' end)::verdict_kind, case when n % 4 > 0 then n / ${ROWS}.0 end, ${AT}, ${AT} from ${SERIES}`,
  `insert into verdicts (tenant_id, attempt_id, scan_id, kind, confidence, basis, needs_review, created_at)
   select $1, ${id(KIND.attempt)}, ${id(KIND.scan, 'n % 500 + 1')}, (case when ${RARE} then 'vulnerable' else 'inconclusive' end)::verdict_kind, n / ${ROWS}.0, 'judges', n % 2 = 0, ${AT} from ${SERIES}`,
  `insert into findings (tenant_id, id, target_id, fingerprint, probe_id, title, description, remediation, severity, risks, status, confidence, evidence_line, regressed,
     first_scan_id, last_scan_id, first_seen_at, last_seen_at, resolved_at, assignee_id, ticket_key)
   select $1, ${id(KIND.finding)}, ${id(KIND.target, 'n % 500 + 1')}, n, 'probe-' || n % 1000, case when ${RARE} then 'Zanzibar ' else 'Common ' end || md5(n::text), 'What it is.', 'What to do.',
     (case when ${RARE} then 'critical' else 'low' end)::severity, case when ${RARE} then '{LLM10}' else '{LLM01}' end::text[], (case when ${RARE} then 'accepted' else 'open' end)::finding_status,
     n / ${ROWS}.0, 'A line ' || n, ${RARE}, ${id(KIND.scan, '1')}, ${id(KIND.scan, '1')}, ${AT}, ${AT}, case when ${RARE} then ${AT} end,
     case when ${RARE} then ${id(KIND.member, '7')} end, case when ${RARE} then 'SEC-' || n end from ${SERIES}`,
  `insert into finding_tags (tenant_id, finding_id, tag) select $1, ${id(KIND.finding)}, case when ${RARE} then 'rare' else 'common' end from ${SERIES}`,
  `insert into occurrences (tenant_id, finding_id, scan_id, confidence) select $1, ${id(KIND.finding)}, ${id(KIND.scan, 'n % 1000 + 1')}, 0.5 from ${SERIES}`,
  `insert into occurrences (tenant_id, finding_id, scan_id, confidence) select $1, ${id(KIND.finding, '1')}, ${id(KIND.scan)}, 0.5 from ${SERIES} where n <> 2`,
  `insert into finding_evidence (tenant_id, id, finding_id, scan_id, attempt_id, source, summary, excerpt, sha256, created_at)
   select $1, gen_random_uuid(), ${id(KIND.finding, 'n % 3000 + 1')}, ${id(KIND.scan, '1')}, ${id(KIND.attempt)}, 'canary', '', '', '', ${AT} from ${SERIES}`,
  `insert into finding_changes (tenant_id, id, finding_id, number, batch_id, kind, created_at)
   select $1, ${id(KIND.change)}, ${id(KIND.finding, 'n % 3000 + 1')}, n, ${id(KIND.change)}, 'status', ${AT} from ${SERIES}`,
  `insert into finding_comments (tenant_id, id, finding_id, body, created_at)
   select $1, gen_random_uuid(), ${id(KIND.finding, 'n % 3000 + 1')}, 'Comment ' || n, ${AT} from ${SERIES}`,
  `insert into audit_events (tenant_id, sequence, id, at, actor_token_id, actor_user_id, actor_schedule_id, action, subject_kind, subject_id, result, previous_hash, hash)
   select $1, n, gen_random_uuid(), ${AT}, ${id(KIND.token, 'n % 1000')}, ${id(KIND.user, 'n % 1000')}, case when ${RARE} then ${id(KIND.schedule, '7')} end,
     case when ${RARE} then 'scan.started' else 'api.call' end, case when ${RARE} then 'scan' else 'api_call' end, ${id(KIND.scan)},
     case when ${RARE} then 'failure' else 'success' end, '', '' from ${SERIES}`,
  `insert into reviews (tenant_id, id, attempt_id, decision, verdict_before, verdict_after, was_queued, created_at)
   select $1, gen_random_uuid(), ${id(KIND.attempt, 'n % 3000 + 1')}, 'confirm', 'vulnerable', 'vulnerable', true, ${AT} from ${SERIES}`,
];
