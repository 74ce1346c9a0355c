import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { allow } from '#src/access/scopes.ts';
import type { DlpNote } from '#src/dlp/dlp-engine.ts';
import type { Ctx } from '#src/platform/context.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import type { ToolCall } from '#src/providers/provider.ts';
import { redact } from './redact.ts';

export type TranscriptTurn = {
  index: number;
  prompt: string;
  answer: string;
  /** SHA-256 of the answer as it came, in hex: what evidence names. */
  answerSha256: string;
  toolCalls: { name: string; arguments: string }[];
  finish: string;
  httpStatus: number;
  latencyMs: number;
  inputTokens: number;
  outputTokens: number;
};

/** One attempt, with what was said. Every text of it is redacted. */
export type Transcript = Head & { system: string | null; dlp: DlpNote[]; turns: TranscriptTurn[] };

type Head = {
  id: string;
  position: number;
  probeId: string;
  probeVersion: number;
  variant: string;
  repeat: number;
  state: string;
  failureReason: string | null;
  failure: string | null;
  verdict: string | null;
  confidence: number | null;
  answeredAt: Date | null;
  judgedAt: Date | null;
};
type StoredTurn = Omit<TranscriptTurn, 'answerSha256' | 'toolCalls'> & { toolCalls: ToolCall[] | null };
type Stored = Head & { system: string | null; dlp: DlpNote[] | null; turns: StoredTurn[] };

/** A page ends with the attempt that fills it: together with the ten answers of 1 MiB that an attempt can have, it is what is held at once. */
const PAGE = { attempts: 100, bytes: 2 * 1024 * 1024 };

/**
 * What was said in a scan, in the order of sending, after `after`, redacted of personal data and credentials. It is read a page at a time as it is
 * asked for, and holds no connection between pages; of a scan under way it is what there is when each page is read.
 *
 * @throws DomainError `missing_scope`, `not_found`
 */
export async function readTranscripts(ctx: Ctx, publicId: string, after = -1): Promise<AsyncGenerator<Transcript>> {
  allow(ctx, 'scans:read');
  const scanId = parseId('scan', publicId);
  const [scan] = await ctx.db.query('select 1 from scans where tenant_id = $1 and id = $2', [
    ctx.actor.tenantId,
    scanId,
  ]);
  if (!scan) throw notFound('scan');
  return transcripts(ctx, scanId, after);
}

async function* transcripts(ctx: Ctx, scanId: string, after: number): AsyncGenerator<Transcript> {
  let last = after;
  for (;;) {
    const rows = await ctx.db.query<Stored>(SELECT, [ctx.actor.tenantId, scanId, last, PAGE.attempts, PAGE.bytes]);
    if (rows.length === 0) return;
    for (const row of rows) {
      yield shown(row);
      last = row.position;
      // Redacting a long answer takes a moment: others get their turn in between.
      await setImmediate();
    }
  }
}

function shown({ system, dlp, turns, failure, ...head }: Stored): Transcript {
  return {
    ...head,
    failure: failure && redact(failure),
    system: system && redact(system),
    dlp: dlp ?? [],
    turns: turns.map(({ prompt, answer, toolCalls, ...turn }) => ({
      ...turn,
      prompt: redact(prompt),
      answer: redact(answer),
      answerSha256: createHash('sha256').update(answer).digest('hex'),
      toolCalls: (toolCalls ?? []).map(({ name, raw }) => ({ name: redact(name), arguments: redact(raw) })),
    })),
  };
}

/** Attempts before which the page is not full yet: the first of them always. */
const SELECT = `with page as (
    select a.*, coalesce(sum((select sum(octet_length(u.prompt) + octet_length(u.answer)) from attempt_turns u
        where u.tenant_id = a.tenant_id and u.attempt_id = a.id)) over (order by a.position rows between unbounded preceding and 1 preceding), 0) as before
    from (select * from attempts where tenant_id = $1 and scan_id = $2 and position > $3 order by position limit $4) a
  )
  select a.id, a.position, a.probe_id as "probeId", a.probe_version as "probeVersion", a.variant, a.repeat, a.state, a.failure_reason as "failureReason",
    a.failure, a.verdict, a.confidence, a.answered_at as "answeredAt", a.judged_at as "judgedAt", i.system, i.dlp,
    coalesce((select json_agg(json_build_object('index', u.index, 'prompt', u.prompt, 'answer', u.answer, 'toolCalls', u.tool_calls, 'finish', u.finish,
        'httpStatus', u.http_status, 'latencyMs', u.latency_ms, 'inputTokens', u.input_tokens, 'outputTokens', u.output_tokens) order by u.index)
      from attempt_turns u where u.tenant_id = a.tenant_id and u.attempt_id = a.id), '[]') as turns
  from page a left join attempt_inputs i on i.tenant_id = a.tenant_id and i.attempt_id = a.id where a.before < $5 order by a.position`;
