import type { TenantApp } from '#src/platform/context.ts';
import type { ToolCall } from '#src/providers/provider.ts';
import type { Lane } from './lane.ts';

export type StoredTurn = {
  prompt: string;
  answer: string;
  toolCalls: ToolCall[] | null;
  finish: 'stop' | 'length' | 'content_filter' | 'tool_calls' | 'other';
  latencyMs: number;
  inputTokens: number;
  outputTokens: number;
};

/** An attempt that has its answers and waits for its verdict. */
export type AnsweredRow = {
  id: string;
  probeId: string;
  variant: string;
  /** Why the conversation broke off, or null. */
  failureReason: string | null;
  failure: string | null;
  system: string | null;
  turns: StoredTurn[];
};

/** Claims up to `want` answered attempts for a judging lane, with their texts. Empty when there are none at the moment. */
export async function claimAnswers(app: TenantApp, lane: Lane, want: number): Promise<AnsweredRow[]> {
  return app.db.query<AnsweredRow>(
    `with picked as (
       select a.id from attempts a join lanes l on l.tenant_id = a.tenant_id and l.id = $3 and l.lease_until > now()
       where a.tenant_id = $1 and a.scan_id = $2 and a.state = 'answered' order by a.position limit $4 for no key update of a skip locked
     ), claimed as (
       update attempts a set state = 'judging', lane_id = $3 from picked p where a.tenant_id = $1 and a.id = p.id
       returning a.id, a.probe_id, a.variant, a.failure_reason, a.failure
     )
     select c.id, c.probe_id as "probeId", c.variant, c.failure_reason as "failureReason", c.failure, i.system,
       coalesce((select jsonb_agg(jsonb_build_object('prompt', t.prompt, 'answer', t.answer, 'toolCalls', t.tool_calls, 'finish', t.finish,
         'latencyMs', t.latency_ms, 'inputTokens', t.input_tokens, 'outputTokens', t.output_tokens) order by t.index)
         from attempt_turns t where t.tenant_id = $1 and t.attempt_id = c.id), '[]') as turns
     from claimed c left join attempt_inputs i on i.tenant_id = $1 and i.attempt_id = c.id`,
    [lane.scope.tenantId, lane.scope.scanId, lane.id, want],
  );
}

/** Whether a judging lane can still get work: the scan runs, or answers wait or are being judged elsewhere. */
export async function moreToJudge(app: TenantApp, lane: Lane): Promise<boolean> {
  const [row] = await app.db.query<{ more: boolean }>(
    `select s.status = 'running' or exists (select 1 from attempts a where a.tenant_id = s.tenant_id and a.scan_id = s.id and a.state = 'answered') as more
     from scans s where s.tenant_id = $1 and s.id = $2 and s.status in ('running', 'judging')`,
    [lane.scope.tenantId, lane.scope.scanId],
  );
  return row?.more ?? false;
}
