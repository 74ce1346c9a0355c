import type { ReportFormat } from '#src/reports/report-format.ts';
import type { ReportFinding } from '#src/reports/report-model.ts';
import { Outlet, told } from './outlet.ts';
import { seen } from './texts.ts';

/** A cell of a spreadsheet holds 32,767 characters; what it shows may take more than one for each of ours. */
const CELL_MAX = 8000;

/** The columns, by their heads. The order is part of the format: new ones come last. */
const COLUMNS: Record<string, (finding: ReportFinding) => string | number | boolean | Date | null> = {
  id: ({ id }) => id,
  severity: ({ severity }) => severity,
  status: ({ status }) => status,
  title: ({ title }) => title,
  target_id: ({ target }) => target.id,
  target: ({ target }) => target.name,
  target_url: ({ target }) => target.url,
  probe_id: ({ probeId }) => probeId,
  risks: ({ risks }) => risks.join(' '),
  framework_refs: ({ refs }) => refs.map(({ ref }) => ref).join(' '),
  confidence: ({ confidence }) => confidence,
  regressed: ({ regressed }) => regressed,
  occurrences: ({ occurrences }) => occurrences,
  first_seen_at: ({ firstSeenAt }) => firstSeenAt,
  last_seen_at: ({ lastSeenAt }) => lastSeenAt,
  resolved_at: ({ resolvedAt }) => resolvedAt,
  status_reason: ({ statusReason }) => statusReason,
  evidence: ({ evidenceLine }) => evidenceLine,
  description: ({ description }) => description,
  remediation: ({ remediation }) => remediation,
  fingerprint: ({ fingerprint }) => fingerprint,
  url: ({ url }) => url,
};

/** One finding a row, by RFC 4180: UTF-8, CRLF, a head. Nothing in it is a formula to a spreadsheet. */
export const csvFormat: ReportFormat = {
  name: 'csv',
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  async write(model, sink, onProgress, signal) {
    const out = new Outlet(sink, signal);
    // Without the mark, spreadsheets take UTF-8 for what their machine was set to long ago.
    await out.write(`\ufeff${Object.keys(COLUMNS).join(',')}\r\n`);
    const values = Object.values(COLUMNS);
    for await (const finding of told(model.findings(), onProgress))
      await out.write(`${values.map((read) => cell(read(finding))).join(',')}\r\n`);
    await out.end();
  },
};

/**
 * What spreadsheets take for the beginning of a formula, in whatever width, even behind spaces. A text that begins so gets an apostrophe before
 * it, which they take for "this is text".
 */
const FORMULA = /^[\s'"]*[=+\-@|%＝＋－＠\t\r\n]/;

function cell(value: string | number | boolean | Date | null): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'string') return String(value);
  const text = seen(value, CELL_MAX);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n;\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
