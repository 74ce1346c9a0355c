import { setTimeout as sleep } from 'node:timers/promises';
import { blockedWords, clearOutgoing } from '#src/dlp/clear-outgoing.ts';
import type { DlpEngine, DlpNote } from '#src/dlp/dlp-engine.ts';
import type { TenantApp } from '#src/platform/context.ts';
import type { LogScope } from '#src/platform/events.ts';
import { probeLibrary } from '#src/probes/probe-library.ts';
import { type RenderedAttempt, render } from '#src/probes/variables.ts';
import {
  type Connection,
  type Message,
  type ModelAnswer,
  type Provider,
  ProviderFailure,
} from '#src/providers/provider.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';
import { reserveCall } from './budget.ts';
import type { ClaimedAttempt } from './claimed-attempt.ts';
import { admitOne, blockTarget, type GateKey, unblockTarget } from './gate.ts';
import { outputLimit } from './plan-attempts.ts';

export type Turn = { prompt: string; answer: ModelAnswer };
export type Conversation = {
  system: string | null;
  turns: Turn[];
  /** Requests that were made, retries included. */
  calls: number;
  /** Why it broke off, or null when every turn was answered. */
  failure: { reason: string; message: string } | null;
  /** What rules of data loss prevention did to what was sent. */
  dlp: DlpNote[];
};

/** A target that throttles this often in one conversation is given up for that attempt. */
const MAX_THROTTLES = 6;

/** How a lane speaks to its target. */
export type Line = {
  app: TenantApp;
  scope: LogScope;
  gate: GateKey;
  provider: Provider;
  connection: Connection;
  config: LlmConfig;
  /** The tenant's rules over what is sent, as they were when the line was opened. */
  dlp: DlpEngine;
};

/** An attempt as it was made: what was sent of it, and how the conversation went. */
export type MadeAttempt = { rendered: RenderedAttempt | null; conversation: Conversation };

/**
 * Makes one attempt. Its id is the seed of what is filled in: an attempt that runs again after a crash carries the same canaries.
 *
 * @throws ProviderFailure `cancelled` when `signal` ended it: nothing is kept then
 */
export async function makeAttempt(line: Line, attempt: ClaimedAttempt, signal: AbortSignal): Promise<MadeAttempt> {
  const probe = probeLibrary().byId(attempt.probeId);
  const index = probe?.prompts.findIndex((prompt) => prompt.id === attempt.variant) ?? -1;
  if (!probe || index < 0) return { rendered: null, conversation: PROBE_GONE };
  const rendered = render(probe, index, attempt.id);
  const system = [line.config.systemPrompt, rendered.system].filter(Boolean).join('\n\n') || null;
  const { turns, tools, variables } = rendered;
  const { blockedBy, notes, outgoing } = clearOutgoing(line.dlp, { system, turns, tools }, variables);
  // Nothing of it is kept: what blocks it stands in it.
  if (blockedBy) return { rendered: null, conversation: blocked(blockedBy, notes) };
  const sent = { ...rendered, ...outgoing };
  return { rendered: sent, conversation: await converse(line, attempt.id, sent, notes, signal) };
}

function blocked(rule: DlpNote, dlp: DlpNote[]): Conversation {
  return { system: null, turns: [], calls: 0, failure: { reason: 'dlp_blocked', message: blockedWords(rule) }, dlp };
}

/** A scan that outlived the library it was planned with: an attempt whose probe is gone is not sent, and is not a pass. */
const PROBE_GONE: Conversation = {
  system: null,
  turns: [],
  calls: 0,
  failure: { reason: 'probe_gone', message: 'The probe is not in the library any more.' },
  dlp: [],
};

/**
 * Holds one conversation: sends each turn with all that went before, and keeps what was answered. A fresh conversation for each attempt.
 *
 * @throws ProviderFailure `cancelled` when `signal` ended it: nothing is kept then
 */
async function converse(
  line: Line,
  attemptId: string,
  rendered: RenderedAttempt,
  dlp: DlpNote[],
  signal: AbortSignal,
): Promise<Conversation> {
  const { system } = rendered;
  const messages: Message[] = system ? [{ role: 'system', content: system }] : [];
  const conversation: Conversation = { system, turns: [], calls: 0, failure: null, dlp };
  for (const [index, prompt] of rendered.turns.entries()) {
    messages.push({ role: 'user', content: prompt });
    try {
      // The claim admitted the first request; every other one asks the gate.
      const question = { attemptId, messages, tools: rendered.tools, admitted: index === 0 };
      const answer = await ask(line, conversation, question, signal);
      conversation.turns.push({ prompt, answer });
      messages.push({ role: 'assistant', content: spoken(answer) });
    } catch (error) {
      if (!(error instanceof ProviderFailure) || error.reason === 'cancelled') throw error;
      conversation.failure = { reason: error.reason, message: error.message };
      break;
    }
  }
  return conversation;
}

type Question = {
  attemptId: string;
  messages: readonly Message[];
  tools: RenderedAttempt['tools'];
  admitted: boolean;
};

/** One turn: throttling waits for everybody, passing failures are retried as often as configured, the rest is the answer. */
async function ask(
  line: Line,
  conversation: Conversation,
  question: Question,
  signal: AbortSignal,
): Promise<ModelAnswer> {
  let retries = 0;
  let throttles = 0;
  for (;;) {
    if (signal.aborted) throw new ProviderFailure('cancelled', 'The scan was stopped.');
    if (!question.admitted || retries + throttles > 0)
      await admitOne(line.app, line.gate, line.config, signal).catch(asCancelled);
    conversation.calls += 1;
    const { answer, failure } = await send(line, question, signal);
    if (answer) {
      if (throttles > 0) await unblockTarget(line.app, line.gate);
      return answer;
    }
    if (!failure.transient) throw failure;
    if (failure.reason === 'rate_limited') {
      throttles += 1;
      await blockTarget(line.app, line.gate, failure.retryAfterMs);
      if (throttles > MAX_THROTTLES) throw failure;
    } else {
      retries += 1;
      if (retries > line.config.retries) throw failure;
      const wait = Math.max(failure.retryAfterMs ?? 0, line.config.backoffS * 1000 * 2 ** (retries - 1));
      await sleep(wait * (0.8 + Math.random() * 0.4), undefined, { signal }).catch(asCancelled);
    }
    if (!(await reserveCall(line.app, line.scope, question.attemptId, line.config.budget))) throw failure;
  }
}

type Sent = { answer: ModelAnswer; failure?: never } | { answer?: never; failure: ProviderFailure };

/** A fault of our own while one answer is read ends that attempt, not its lane: it would come back with the attempt for ever. */
async function send(
  { app, provider, connection, config }: Line,
  question: Question,
  signal: AbortSignal,
): Promise<Sent> {
  const { messages, tools } = question;
  const maxOutputTokens = outputLimit(config);
  try {
    const request = { messages, tools, ...(maxOutputTokens === null ? {} : { maxOutputTokens }) };
    return { answer: await provider.send(request, connection, signal) };
  } catch (error) {
    if (error instanceof ProviderFailure) return { failure: error };
    app.log.error({ attemptId: question.attemptId, err: error }, 'an answer could not be read');
    return {
      failure: new ProviderFailure(
        'internal_error',
        'The answer could not be read, by a fault of Tribunal. Its log says more.',
      ),
    };
  }
}

function asCancelled(error: unknown): never {
  if ((error as Error).name === 'AbortError') throw new ProviderFailure('cancelled', 'The scan was stopped.');
  throw error;
}

/** What the target said, as the next turn hears it. A call without text is told in words: its result is not ours to invent. */
function spoken(answer: ModelAnswer): string {
  if (answer.text || answer.toolCalls.length === 0) return answer.text;
  return answer.toolCalls.map((call) => `[called ${call.name}]`).join(' ');
}
