import type { Sql } from '#src/platform/database.ts';
import { formatId } from '#src/platform/ids.ts';
import { ahead } from './read-ahead.ts';
import type { ReportAttempt } from './report-model.ts';

const PAGE = 250;

type Row = Omit<ReportAttempt, 'id' | 'scanId'> & { id: string; position: number };

/** The attempts of these scans, by scan and position, a page at a time. */
export async function* readAttempts(
  db: Sql,
  tenantId: string,
  scanIds: readonly string[],
): AsyncGenerator<ReportAttempt[]> {
  for (const scanId of scanIds) {
    const publicScanId = formatId('scan', scanId);
    const after = (position: number) => db.query<Row>(SELECT, [tenantId, scanId, position, PAGE]);
    const next = (rows: readonly Row[]) => (rows.length < PAGE ? null : after(rows.at(-1)!.position));
    for await (const rows of ahead(() => after(-1), next))
      yield rows.map(({ position: _, ...row }) => ({
        ...row,
        id: formatId('attempt', row.id),
        scanId: publicScanId,
      }));
  }
}

/** An attempt that was JSON meanwhile. */
export function reviveAttempt(attempt: ReportAttempt): ReportAttempt {
  return { ...attempt, answeredAt: attempt.answeredAt && new Date(attempt.answeredAt) };
}

/** Each turn goes into the hash as its two texts, each with its length in bytes before it: no other turns give the same bytes. */
const SELECT = `select a.id, a.position, a.probe_id as "probeId", a.probe_version as "probeVersion", a.variant, a.repeat, a.verdict, a.confidence,
    a.failure_reason as "failureReason", a.answered_at as "answeredAt",
    (select encode(sha256(string_agg(convert_to(octet_length(u.prompt) || ':', 'UTF8') || convert_to(u.prompt, 'UTF8')
        || convert_to(octet_length(u.answer) || ':', 'UTF8') || convert_to(u.answer, 'UTF8'), ''::bytea order by u.index)), 'hex')
      from attempt_turns u where u.tenant_id = a.tenant_id and u.attempt_id = a.id) as "transcriptSha256"
  from attempts a where a.tenant_id = $1 and a.scan_id = $2 and a.position > $3 order by a.position limit $4`;
