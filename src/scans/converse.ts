import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '#src/platform/context.ts';
import type { RenderedAttempt } from '#src/probes/variables.ts';
import {
  type Connection,
  type Message,
  type ModelAnswer,
  type Provider,
  ProviderFailure,
} from '#src/providers/provider.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';
import { admitOne, blockedFor, blockTarget, type GateKey, unblockTarget } from './gate.ts';

export type Turn = { prompt: string; answer: ModelAnswer };
export type Conversation = {
  system: string | null;
  turns: Turn[];
  /** Requests that were made, retries included. */
  calls: number;
  /** Why it broke off, or null when every turn was answered. */
  failure: { reason: string; message: string } | null;
};

/** A target that throttles this often in one conversation is given up for that attempt. */
const MAX_THROTTLES = 6;

export type Line = { app: App; gate: GateKey; provider: Provider; connection: Connection; config: LlmConfig };

/**
 * Holds one conversation: sends each turn with all that went before, and keeps what was answered. A fresh conversation for each attempt.
 *
 * @throws ProviderFailure `cancelled` when `signal` ended it: nothing is kept then
 */
export async function converse(line: Line, rendered: RenderedAttempt, signal: AbortSignal): Promise<Conversation> {
  const system = [line.config.systemPrompt, rendered.system].filter(Boolean).join('\n\n') || null;
  const messages: Message[] = system ? [{ role: 'system', content: system }] : [];
  const conversation: Conversation = { system, turns: [], calls: 0, failure: null };
  for (const [index, prompt] of rendered.turns.entries()) {
    messages.push({ role: 'user', content: prompt });
    try {
      // The claim admitted the first request; every other one asks the gate.
      const answer = await ask(line, conversation, { messages, tools: rendered.tools, admitted: index === 0 }, signal);
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

type Question = { messages: readonly Message[]; tools: RenderedAttempt['tools']; admitted: boolean };

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
    try {
      const answer = await line.provider.send(
        { messages: question.messages, tools: question.tools },
        line.connection,
        signal,
      );
      if (throttles > 0) await unblockTarget(line.app, line.gate);
      return answer;
    } catch (error) {
      if (!(error instanceof ProviderFailure) || !error.transient) throw error;
      if (error.reason === 'rate_limited') {
        throttles += 1;
        if (throttles > MAX_THROTTLES) throw error;
        await blockTarget(line.app, line.gate, error.retryAfterMs);
        await sleep(await blockedFor(line.app, line.gate), undefined, { signal }).catch(asCancelled);
      } else {
        retries += 1;
        if (retries > line.config.retries) throw error;
        const wait = Math.max(error.retryAfterMs ?? 0, line.config.backoffS * 1000 * 2 ** (retries - 1));
        await sleep(wait * (0.8 + Math.random() * 0.4), undefined, { signal }).catch(asCancelled);
      }
    }
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
