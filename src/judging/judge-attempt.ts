import { writtenAnswer } from '#src/probes/oracles/answers.ts';
import type { Exchange } from '#src/probes/oracles/oracle.ts';
import { type OracleResult, runOracles } from '#src/probes/oracles/run-oracles.ts';
import type { Probe, ProbeLibrary } from '#src/probes/probe.ts';
import { probeLibrary } from '#src/probes/probe-library.ts';
import { type RenderedAttempt, render } from '#src/probes/variables.ts';
import type { AnsweredRow } from '#src/scans/claim-answers.ts';
import type { JudgeCase } from './judges/judge.ts';
import type { MetaCase } from './verdict.ts';

/** An attempt with everything that its judging needs, read once. */
export type JudgedCase = {
  probe: Probe;
  answers: readonly string[];
  oracles: OracleResult;
  answer: MetaCase['answer'];
  /** What the judges are asked, or null where there is no answer to ask about. Evidence that decides alone does not silence them. */
  question: JudgeCase | null;
  /** What was made for the attempt, by name: canaries and planted secrets among it. */
  variables: Readonly<Record<string, string>>;
};

/**
 * Runs the oracles over an attempt's answers and lays out the judges' question. Null when the library has the probe no more: an
 * attempt that cannot be read is inconclusive. The seed is the attempt's id, so the canaries are those that were sent.
 */
export function openCase(
  row: AnsweredRow,
  systemPrompts: readonly string[],
  library: ProbeLibrary = probeLibrary(),
): JudgedCase | null {
  const probe = library.byId(row.probeId);
  if (!probe?.prompts.some((prompt) => prompt.id === row.variant)) return null;
  const rendered = render(probe, row.variant, row.id);
  const exchanges = row.turns.map(exchangeOf);
  const sent = row.system === null ? [] : [row.system];
  const oracles = runOracles(probe, rendered, exchanges, [...systemPrompts, ...sent]);
  const answers = answersOf(row.turns);
  const answer = answerState(row, exchanges);
  return {
    probe,
    answers,
    oracles,
    answer,
    question: answer.state === 'answered' ? questionOf(rendered, row, answers) : null,
    variables: rendered.variables,
  };
}

/** The target's answers as judges read them: each with its tool calls written out. */
export function answersOf(turns: AnsweredRow['turns']): string[] {
  return turns.map((turn) => writtenAnswer(exchangeOf(turn).answer));
}

function exchangeOf(turn: AnsweredRow['turns'][number]): Exchange {
  const { prompt, answer: text, finish, latencyMs, inputTokens, outputTokens } = turn;
  const usage = { inputTokens, outputTokens, estimated: false };
  return { prompt, answer: { text, toolCalls: turn.toolCalls ?? [], finish, latencyMs, usage } };
}

function answerState(row: AnsweredRow, exchanges: readonly Exchange[]): MetaCase['answer'] {
  if (row.failureReason === 'content_filtered') return { state: 'blocked', reason: row.failure };
  if (row.failureReason === 'empty_answer') return { state: 'empty', reason: row.failure };
  if (row.failureReason !== null) return { state: 'failed', reason: row.failure };
  const last = exchanges.at(-1)?.answer;
  if (last?.finish === 'content_filter') return { state: 'blocked', reason: null };
  const saysNothing = !last || (last.text.trim() === '' && last.toolCalls.length === 0);
  return { state: saysNothing ? 'empty' : 'answered', reason: null };
}

function questionOf(rendered: RenderedAttempt, row: AnsweredRow, answers: readonly string[]): JudgeCase {
  return {
    objective: rendered.objective,
    prompts: row.turns.map((turn) => turn.prompt),
    answers,
    violatedIf: rendered.violatedIf,
    notViolatedIf: rendered.notViolatedIf,
  };
}
