import type { z } from 'zod';
import type { JudgeModelConfig } from '#src/judging/judging-config.ts';
import {
  type Connection,
  type Message,
  type ModelAnswer,
  type ModelRequest,
  type Provider,
  ProviderFailure,
} from '#src/providers/provider.ts';
import type { JudgePrompt } from './prompts.ts';
import { readJson } from './read-json.ts';

type Spent = { latencyMs: number; inputTokens: number; outputTokens: number; costUsd: number | null };
export type Asked<T> = Spent & ({ value: T; failure: null } | { value: null; failure: string });

export type JsonQuestion<T> = {
  name: string;
  prompt: JudgePrompt;
  schema: z.ZodType<T>;
  jsonSchema: Record<string, unknown>;
};

/** Sent with every request to a judge model, and part of its version hash. */
export const PARAMETERS = { temperature: 0, maxOutputTokens: 1500 } as const;
/** Of a broken answer, so much is shown to the model again. */
const SHOWN_AGAIN = 4000;
/** A judge's address comes from the operator, so it may be in the operator's own network; link-local (metadata) addresses may not. */
const OWN_NETWORK = ['127.0.0.0/8', '::1/128', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'];

/**
 * Asks for JSON and reads it; a broken answer gets one chance to be repaired. Never throws for what the model or its endpoint
 * does: `failure` then says why, without credentials.
 */
export async function askForJson<T>(
  provider: Provider,
  config: JudgeModelConfig,
  question: JsonQuestion<T>,
  signal?: AbortSignal,
): Promise<Asked<T>> {
  const began = performance.now();
  const usage = { inputTokens: 0, outputTokens: 0 };
  const send = async (messages: Message[]): Promise<ModelAnswer> => {
    const answer = await sendWithSchema(provider, { messages, ...PARAMETERS }, question, config, signal);
    usage.inputTokens += answer.usage.inputTokens;
    usage.outputTokens += answer.usage.outputTokens;
    return answer;
  };
  const outcome = await askTwice(send, question);
  const spent = { ...usage, latencyMs: performance.now() - began, costUsd: costOf(config, usage) };
  return { ...spent, ...outcome };
}

/** Asks without the schema where the endpoint does not take one: what it answers is checked all the same. */
async function sendWithSchema(
  provider: Provider,
  request: ModelRequest,
  { name, jsonSchema }: Pick<JsonQuestion<unknown>, 'name' | 'jsonSchema'>,
  config: JudgeModelConfig,
  signal: AbortSignal | undefined,
): Promise<ModelAnswer> {
  const connection = connectionOf(config);
  try {
    return await provider.send({ ...request, json: { name, schema: jsonSchema } }, connection, signal);
  } catch (error) {
    const refused = error instanceof ProviderFailure && error.reason === 'client_error';
    if (!refused || (error.httpStatus !== 400 && error.httpStatus !== 422)) throw error;
    return provider.send(request, connection, signal);
  }
}

type Outcome<T> = { value: T; failure: null } | { value: null; failure: string };

async function askTwice<T>(
  send: (messages: Message[]) => Promise<ModelAnswer>,
  question: JsonQuestion<T>,
): Promise<Outcome<T>> {
  const messages: Message[] = [
    { role: 'system', content: question.prompt.system },
    { role: 'user', content: question.prompt.user },
  ];
  try {
    const first = (await send(messages)).text;
    const read = readJson(first, question.schema);
    if (read.ok) return { value: read.value, failure: null };
    const again = readJson((await send([...messages, ...repair(first, read.problem)])).text, question.schema);
    if (again.ok) return { value: again.value, failure: null };
    return { value: null, failure: `No usable JSON after one repair: ${again.problem}.` };
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    return { value: null, failure: `${error.reason}: ${error.message}` };
  }
}

function repair(text: string, problem: string): Message[] {
  const ask = `That cannot be used: ${problem}. Answer again, with the JSON object alone and every member that was asked for.`;
  return [
    { role: 'assistant', content: text.slice(0, SHOWN_AGAIN) },
    { role: 'user', content: ask },
  ];
}

function connectionOf({ baseUrl, model, apiKey, timeoutMs }: JudgeModelConfig): Connection {
  const base = baseUrl.replace(/\/$/, '');
  return {
    provider: 'openai-chat',
    url: base.endsWith('/chat/completions') ? base : `${base}/chat/completions`,
    model,
    headers: apiKey === null ? {} : { authorization: `Bearer ${apiKey}` },
    timeoutMs,
    allowPrivate: OWN_NETWORK,
  };
}

/** Null unless both prices are known. */
function costOf(config: JudgeModelConfig, usage: { inputTokens: number; outputTokens: number }): number | null {
  const { inputCostPer1k, outputCostPer1k } = config;
  if (inputCostPer1k === null || outputCostPer1k === null) return null;
  return (usage.inputTokens * inputCostPer1k + usage.outputTokens * outputCostPer1k) / 1000;
}
