import type { Sql } from '#src/platform/database.ts';
import type { Evidence } from '#src/probes/oracles/oracle.ts';
import { probeLibrary } from '#src/probes/probe-library.ts';
import type { StoredTurn } from '#src/scans/claim-answers.ts';
import { answersOf } from './judge-attempt.ts';
import type { Opinion } from './judges/judge.ts';
import type { Ruling } from './ruling.ts';

type Row = {
  probeId: string;
  basis: Ruling['basis'];
  reasons: string[];
  evidence: Evidence[];
  turns: StoredTurn[];
  opinions: Opinion[];
};

/** The ruling on an attempt as it was settled, read back for one who decides about it anew. */
export async function readRuling(
  tx: Sql,
  place: { tenantId: string; attemptId: string },
  decided: Pick<Ruling, 'kind' | 'confidence' | 'review'>,
): Promise<Ruling> {
  const [row] = await tx.query<Row>(
    `select a.probe_id as "probeId", v.basis, v.reasons, v.evidence,
       coalesce((select jsonb_agg(jsonb_build_object('prompt', t.prompt, 'answer', t.answer, 'toolCalls', t.tool_calls, 'finish', t.finish,
         'latencyMs', t.latency_ms, 'inputTokens', t.input_tokens, 'outputTokens', t.output_tokens) order by t.index)
         from attempt_turns t where t.tenant_id = a.tenant_id and t.attempt_id = a.id), '[]') as turns,
       coalesce((select jsonb_agg(jsonb_build_object('judge', o.judge, 'engine', o.engine, 'version', o.version, 'verdict', o.verdict,
         'confidence', o.confidence, 'citations', o.citations, 'rationale', o.rationale, 'failure', o.failure) order by o.judge)
         from opinions o where o.tenant_id = a.tenant_id and o.attempt_id = a.id), '[]') as opinions
     from attempts a join verdicts v on v.tenant_id = a.tenant_id and v.attempt_id = a.id where a.tenant_id = $1 and a.id = $2`,
    [place.tenantId, place.attemptId],
  );
  const { probeId, turns, ...settled } = row!;
  const probe = probeLibrary().byId(probeId) ?? null;
  const answers = answersOf(turns);
  return {
    ...settled,
    ...decided,
    attemptId: place.attemptId,
    laneId: '',
    probe,
    answers,
    needsReview: false,
    meta: null,
  };
}
