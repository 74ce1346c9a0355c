import type { Config } from '#src/platform/config.ts';
import type { Sql } from '#src/platform/database.ts';

/** What has a retention of its own: `answers` are the prompts and answers of attempts, `events` the logs that are followed live. */
export const RETENTION_KINDS = ['events', 'answers', 'scans', 'reports', 'traces', 'audit'] as const;

export type RetentionKind = (typeof RETENTION_KINDS)[number];

/** The editions of the OWASP Top 10 for LLM applications that findings can be mapped to. */
export const OWASP_LLM_EDITIONS = [2025, 2026] as const;

export type OwaspLlmEdition = (typeof OWASP_LLM_EDITIONS)[number];

export type TenantSettings = {
  /** From 0 to 1: a verdict below it waits for a person. */
  judgeConfidenceThreshold: number;
  owaspLlmEdition: OwaspLlmEdition;
  /** Whole days after which rows of a kind go. Null: they stay. */
  retentionDays: Record<RetentionKind, number | null>;
};

type Row = {
  judge_confidence_threshold: number | null;
  owasp_llm_edition: OwaspLlmEdition | null;
} & Record<`retention_${RetentionKind}_days`, number | null>;

export const RETENTION_COLUMN = {
  events: 'retention_events_days',
  answers: 'retention_answers_days',
  scans: 'retention_scans_days',
  reports: 'retention_reports_days',
  traces: 'retention_traces_days',
  audit: 'retention_audit_days',
} as const satisfies Record<RetentionKind, keyof Row>;

const COLUMNS = ['judge_confidence_threshold', 'owasp_llm_edition', ...Object.values(RETENTION_COLUMN)].join(', ');

/**
 * What holds for a tenant: what it decided, and the installation's default where it did not. For use cases and jobs alike; ask again for each
 * piece of work, as it may change at any time.
 */
export async function tenantSettings(
  app: { db: Sql; config: Pick<Config, 'judgeConfidenceThreshold'> },
  tenantId: string,
): Promise<TenantSettings> {
  const [row] = await app.db.query<Row>(`select ${COLUMNS} from tenant_settings where tenant_id = $1`, [tenantId]);
  const days = RETENTION_KINDS.map((kind) => [kind, row?.[RETENTION_COLUMN[kind]] ?? null] as const);
  return {
    judgeConfidenceThreshold: row?.judge_confidence_threshold ?? app.config.judgeConfidenceThreshold,
    owaspLlmEdition: row?.owasp_llm_edition ?? 2025,
    retentionDays: Object.fromEntries(days) as Record<RetentionKind, number | null>,
  };
}
