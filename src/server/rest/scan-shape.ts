import { z } from 'zod';
import type { Scan } from '#prisma/client/client.ts';
import type { Ctx } from '#src/platform/context.ts';
import { formatId } from '#src/platform/ids.ts';
import { SCAN_STATUSES } from '#src/scans/scan.ts';
import { moment, showMoment, shownId } from './identifiers.ts';

export const scanId = z.uuid().describe('A scan’s id, a plain UUID.');

const counts = z.strictObject({
  planned: z.int(),
  not_applicable: z.int(),
  answered: z.int(),
  failed: z.int(),
  judged: z.int(),
  vulnerable: z.int(),
  resistant: z.int(),
  inconclusive: z.int().describe('Attempts nobody can decide. Never a pass.'),
  findings: z.int(),
  needs_review: z.int(),
});

const spend = z.strictObject({
  calls: z.int(),
  tokens: z.int(),
  usd: z.number(),
  judge_calls: z.int(),
  judge_tokens: z.int(),
  judge_usd: z.number(),
});

export const scan = z
  .strictObject({
    id: scanId,
    scan_id: scanId,
    endpoint_id: shownId,
    target_id: z.uuid(),
    status: z.enum(SCAN_STATUSES),
    partial: z.boolean().describe('Whether something was left out: see `reason`.'),
    reason_code: z.string().nullable(),
    reason: z.string().nullable(),
    probe_ids: z.array(z.string()).describe('Empty: the whole library.'),
    probe_count: z.int().nullable().describe('Null when every probe is selected.'),
    repeats: z.int(),
    progress_pct: z.int().min(0).max(100),
    counts,
    spend,
    judges: z.array(z.strictObject({ judge: z.string(), engine: z.string(), version: z.string() })),
    cursor: z.string().describe('The place in its events at which all of this is true: pass it as `after`.'),
    created_at: moment,
    started_at: moment.nullable(),
    judging_at: moment.nullable(),
    finished_at: moment.nullable(),
  })
  .meta({ id: 'Scan' });

export function showScan(ctx: Ctx, row: Scan): z.input<typeof scan> {
  return {
    id: row.id,
    scan_id: row.id,
    endpoint_id: formatId('endpoint', row.targetId),
    target_id: row.targetId,
    status: row.status,
    partial: row.partial,
    reason_code: row.reasonCode,
    reason: row.reason,
    probe_ids: row.probeIds,
    probe_count: row.probeIds.length || null,
    repeats: row.repeats,
    progress_pct: progressOf(row),
    counts: countsOf(row),
    spend: spendOf(row),
    judges: row.judges as z.input<typeof scan>['judges'],
    cursor: ctx.events.cursorAt(row.id, row.lastSequence),
    created_at: showMoment(row.createdAt),
    started_at: showMoment(row.startedAt),
    judging_at: showMoment(row.judgingAt),
    finished_at: showMoment(row.finishedAt),
  };
}

/** Half for answers, half for verdicts; 100 only at the end. */
function progressOf(row: Scan): number {
  if (row.finishedAt) return 100;
  if (row.planned === 0) return 0;
  return Math.min(99, Math.floor((50 * (row.answered + row.judged)) / row.planned));
}

function countsOf(row: Scan): z.input<typeof counts> {
  const { planned, answered, failed, judged, vulnerable, resistant, inconclusive } = row;
  return {
    planned,
    not_applicable: row.notApplicable,
    answered,
    failed,
    judged,
    vulnerable,
    resistant,
    inconclusive,
    findings: row.findingCount,
    needs_review: row.needsReview,
  };
}

function spendOf(row: Scan): z.input<typeof spend> {
  return {
    calls: row.spentCalls,
    tokens: Number(row.spentTokens),
    usd: row.spentUsd.toNumber(),
    judge_calls: row.judgeCalls,
    judge_tokens: Number(row.judgeTokens),
    judge_usd: row.judgeUsd.toNumber(),
  };
}
