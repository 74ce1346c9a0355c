import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { parseId } from '#src/platform/ids.ts';
import type { Condition } from '#src/platform/keyset.ts';

/** Which findings. Every member that is given has to hold; null and absent are the same. */
export type FindingFilter = Partial<{
  targetId: string | null;
  scanId: string | null;
  severity: readonly string[] | null;
  status: readonly string[] | null;
  risk: string | null;
  probeId: string | null;
  tag: string | null;
  assigneeId: string | null;
  assigned: boolean | null;
  text: string | null;
  /** Last seen at or after this. */
  from: Date | null;
  /** Last seen before this. */
  to: Date | null;
  regressed: boolean | null;
}>;

export const SEEN_IN =
  'exists (select 1 from occurrences o where o.tenant_id = t.tenant_id and o.finding_id = t.id and o.scan_id';
const TAGGED =
  'exists (select 1 from finding_tags g where g.tenant_id = t.tenant_id and g.finding_id = t.id and g.tag = lower(btrim(?)))';
// Word for word the expression of the index `findings_words`.
const HOLDS_WORDS = `finding_words(t.title, t.description, t.evidence_line, t.probe_id) @@ to_tsquery('simple', ?)`;

/**
 * The findings `t` that the caller may see and that the filter leaves. Each condition has an index, but for `assigned: true`,
 * `regressed: false` and several conditions at once, which are looked for in the order of the list.
 *
 * @throws DomainError `missing_scope`, `not_found` for an id of another kind, `invalid_input`
 */
export function findingConditions(ctx: Ctx, filter: FindingFilter): Condition[] {
  allow(ctx, 'findings:read');
  const all: Condition[] = [['t.tenant_id = ?', ctx.actor.tenantId]];
  if (filter.targetId != null) all.push(['t.target_id = ?', parseId(['target', 'endpoint'], filter.targetId)]);
  if (filter.scanId != null) all.push([`${SEEN_IN} = ?)`, parseId('scan', filter.scanId)]);
  if (filter.severity) all.push(['t.severity = any(?::severity[])', filter.severity]);
  if (filter.status) all.push(['t.status = any(?::finding_status[])', filter.status]);
  if (filter.risk) all.push(['t.risks @> array[?]', filter.risk]);
  if (filter.probeId) all.push(['t.probe_id = ?', filter.probeId]);
  if (filter.tag) all.push([TAGGED, filter.tag]);
  if (filter.assigneeId != null) all.push(['t.assignee_id = ?', parseId('membership', filter.assigneeId)]);
  if (filter.assigned != null) all.push([`t.assignee_id is ${filter.assigned ? 'not ' : ''}null`]);
  if (filter.text) all.push([HOLDS_WORDS, wordQuery(filter.text)]);
  if (filter.from) all.push(['t.last_seen_at >= ?', filter.from]);
  if (filter.to) all.push(['t.last_seen_at < ?', filter.to]);
  if (filter.regressed != null) all.push([filter.regressed ? 't.regressed' : 'not t.regressed']);
  return all;
}

const TEXT_MAX = 200;
const WORD = /[\p{L}\p{N}]+/gu;

/** Every word of the text, each as the beginning of a word. Letters and digits alone, so that none is an operator. */
function wordQuery(text: string): string {
  const words = text.length > TEXT_MAX ? null : text.match(WORD);
  if (words) return words.map((word) => `${word}:*`).join(' & ');
  const message = `A text to look for has a letter or digit and at most ${TEXT_MAX} characters.`;
  throw new DomainError('invalid_input', message, { path: ['filter', 'text'] });
}
