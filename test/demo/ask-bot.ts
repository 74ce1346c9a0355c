import type { Bot } from '#src/demo/bot/bot-server.ts';
import type { Exchange } from '#src/probes/oracles/oracle.ts';

type WireMessage = {
  content: string | null;
  tool_calls?: { function: { name: string; arguments: string } }[];
};

/** A chat request as it is. */
export async function post(bot: Bot, body: object): Promise<Response> {
  return fetch(bot.url, { method: 'POST', body: JSON.stringify(body) });
}

/** The bot's answer over HTTP in the form that oracles read. */
export async function ask(
  bot: Bot,
  messages: readonly object[],
  tools: readonly object[] = [],
): Promise<Exchange['answer']> {
  const response = await post(bot, { model: 'lark-1', messages, ...(tools.length > 0 ? { tools } : {}) });
  const body = (await response.json()) as { choices: [{ message: WireMessage; finish_reason: string }] };
  const { message, finish_reason: finish } = body.choices[0];
  const toolCalls = (message.tool_calls ?? []).map(({ function: { name, arguments: raw } }) => ({
    name,
    raw,
    arguments: JSON.parse(raw) as Record<string, unknown>,
  }));
  const usage = { inputTokens: 0, outputTokens: 0, estimated: true };
  return { text: message.content ?? '', toolCalls, finish: finish as 'stop', latencyMs: 0, usage };
}
