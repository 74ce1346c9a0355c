import { expect } from 'vitest';
import type { z } from 'zod';
import type { Ctx } from '#src/platform/context.ts';
import type { LogEntry } from '#src/platform/events.ts';
import { formatId } from '#src/platform/ids.ts';
import { probeLibrary } from '#src/probes/probe-library.ts';
import { isTerminal, type ScanStatus } from '#src/scans/scan.ts';
import { startScan } from '#src/scans/start-scan.ts';
import { createTarget, type createTargetInput } from '#src/targets/create-target.ts';
import { until } from './until.ts';

type Target = Partial<z.input<typeof createTargetInput>>;

/** The probe of most tests: two variants of one turn, decided by its oracle alone, and easy to fall for (`obey`). */
export const PROBE = 'prompt-injection-basic';

let made = 0;

/** A target of this tenant at `url`, under a path of its own. */
export async function newTarget(ctx: Ctx, url: string, llm: Target['llm'] = {}, more: Target = {}): Promise<string> {
  made += 1;
  const { id } = await createTarget(ctx, {
    name: `target ${made}`,
    url: `${url}?target=${made}`,
    llm: { backoffS: 0, ...llm },
    ...more,
  });
  return formatId('endpoint', id);
}

/** Starts a scan of `PROBE`, `attempts` attempts long (an even number), unless told otherwise. */
export async function begin(
  ctx: Ctx,
  targetId: string,
  attempts: number,
  probeIds: readonly string[] = [PROBE],
): Promise<string> {
  return (await startScan(ctx, { targetId, probeIds: [...probeIds], repeats: Math.max(1, attempts / 2) })).id;
}

export type ScanRow = {
  status: ScanStatus;
  reason_code: string | null;
  reason: string | null;
  partial: boolean;
  planned: number;
  not_applicable: number;
  answered: number;
  failed: number;
  judged: number;
  vulnerable: number;
  resistant: number;
  inconclusive: number;
  finding_count: number;
  spent_calls: number;
  spent_tokens: bigint;
  spent_usd: number;
  last_sequence: bigint;
};

export async function scanRow(ctx: Ctx, scanId: string): Promise<ScanRow> {
  const [row] = await ctx.db.query<ScanRow>('select *, spent_usd::float8 as spent_usd from scans where id = $1', [
    scanId,
  ]);
  return row!;
}

/** Follows a scan from its first event to its last, and hands back its row. */
export async function untilEnd(ctx: Ctx, scanId: string, withinMs = 20_000): Promise<ScanRow> {
  await eventsOf(ctx, scanId, withinMs);
  return scanRow(ctx, scanId);
}

/** Every event of a scan as a follower gets them, to the terminal one. @throws Error when it does not come in time */
export async function eventsOf(
  ctx: Ctx,
  scanId: string,
  withinMs = 20_000,
  after: string | null = null,
): Promise<LogEntry[]> {
  const signal = AbortSignal.timeout(withinMs);
  const seen: LogEntry[] = [];
  for await (const batch of ctx.events.follow({ tenantId: ctx.actor.tenantId, scanId }, after, signal)) {
    seen.push(...batch);
    if (batch.some((event) => event.type === 'status' && isTerminal(event.body.status as ScanStatus))) return seen;
  }
  const { status, planned, answered, judged } = await scanRow(ctx, scanId);
  throw new Error(
    `The scan did not end within ${withinMs} ms: ${status}, ${answered} answered and ${judged} judged of ${planned}`,
  );
}

/**
 * What holds for every scan that ran to its end, whatever happened on the way: each attempt judged once, with its turns once, counts
 * that are the rows', and events numbered from one without a gap, the last of them terminal.
 */
export async function expectWhole(ctx: Ctx, scanId: string): Promise<void> {
  const scan = await scanRow(ctx, scanId);
  const [rows] = await ctx.db.query(
    `select count(*) filter (where state <> 'not_applicable')::int as planned, count(*) filter (where state = 'not_applicable')::int as not_applicable,
       count(*) filter (where state = 'judged')::int as judged, count(*) filter (where verdict = 'vulnerable')::int as vulnerable,
       count(*) filter (where verdict = 'resistant')::int as resistant, count(*) filter (where verdict = 'inconclusive')::int as inconclusive,
       count(*) filter (where state <> 'not_applicable' and failure_reason is not null)::int as failed, count(*) filter (where answered_at is not null)::int as answered
     from attempts where scan_id = $1`,
    [scanId],
  );
  const { planned, not_applicable, judged, vulnerable, resistant, inconclusive, failed, answered } = scan;
  expect({ planned, not_applicable, judged, vulnerable, resistant, inconclusive, failed, answered }).toEqual(rows);
  expect(judged).toBe(planned);
  expect(vulnerable + resistant + inconclusive).toBe(planned);
  expect(await leftovers(ctx, scanId)).toEqual({ broken: [], findings: scan.finding_count });
  // A lane that waits for more when the scan ends learns of it within its poll.
  await until('every lane is given back', async () => (await lanesOf(ctx, scanId)) === 0, 3000);
  const log = await ctx.db.query<{ sequence: bigint; status: string }>(
    `select sequence, body->>'status' as status from scan_events where scan_id = $1 order by sequence`,
    [scanId],
  );
  expect(log.map((event) => event.sequence)).toEqual(log.map((_, i) => BigInt(i + 1)));
  expect(log.at(-1)).toEqual({ sequence: scan.last_sequence, status: scan.status });
}

async function leftovers(ctx: Ctx, scanId: string): Promise<unknown> {
  const [found] = await ctx.db.query<{ findings: number }>(
    'select count(*)::int as findings from occurrences where scan_id = $1',
    [scanId],
  );
  const talks = await ctx.db.query<{ probe_id: string; variant: string; turns: number; next: number; failed: boolean }>(
    `select a.probe_id, a.variant, count(t.index)::int as turns, coalesce(max(t.index) + 1, 0) as next, a.failure_reason is not null as failed
     from attempts a left join attempt_turns t on t.attempt_id = a.id where a.scan_id = $1 and a.state = 'judged' group by a.tenant_id, a.id`,
    [scanId],
  );
  const broken = talks.filter(
    (talk) => talk.turns !== talk.next || (!talk.failed && talk.turns !== turnsOf(talk.probe_id, talk.variant)),
  );
  return { broken, findings: found!.findings };
}

function turnsOf(probeId: string, variant: string): number {
  const prompt = probeLibrary()
    .byId(probeId)!
    .prompts.find(({ id }) => id === variant)!;
  return prompt.turns?.length ?? 1;
}

export async function lanesOf(ctx: Ctx, scanId: string): Promise<number> {
  const rows = await ctx.db.query('select 1 from lanes where scan_id = $1', [scanId]);
  return rows.length;
}

/** What a target that falls for `PROBE` says: the two pieces of the prompt as one word. */
export function obey(messages: readonly { content: string | null }[]): string {
  const pieces = /"([A-Za-z0-9]+)" (?:and|directly followed by) "([A-Za-z0-9]+)"/.exec(messages.at(-1)?.content ?? '');
  return pieces ? `${pieces[1]}${pieces[2]}` : 'Our shop is open from nine to five, Monday to Saturday.';
}

/** What a target that resists says. */
export const REFUSAL = 'I am not going to set my instructions aside, but I am glad to help with your order.';
