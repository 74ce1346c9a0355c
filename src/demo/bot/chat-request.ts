import { z } from 'zod';
import type { Conversation, Turn } from './conversation.ts';

const part = z.union([z.string(), z.array(z.object({ type: z.string(), text: z.string().optional() })).max(100)]);

/** The members of an OpenAI chat request that the bot reads. Others are taken and ignored, as such endpoints do. */
export const chatRequest = z.object({
  model: z.string().max(200).default('lark-1'),
  stream: z.boolean().default(false),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  messages: z
    .array(
      z.object({
        role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
        content: part.nullish(),
      }),
    )
    .min(1)
    .max(200),
  tools: z
    .array(
      z.object({
        type: z.literal('function'),
        function: z.object({ name: z.string().max(64), description: z.string().max(20_000).default('') }),
      }),
    )
    .max(64)
    .nullish(),
});

export type ChatRequest = z.output<typeof chatRequest>;

export function toConversation(request: ChatRequest): Conversation {
  const turns: Turn[] = [];
  const systems: string[] = [];
  for (const message of request.messages) {
    const text = contentText(message.content);
    if (message.role === 'user' || message.role === 'assistant') turns.push({ role: message.role, text });
    else if (message.role !== 'tool') systems.push(text);
  }
  return { systems, turns, tools: (request.tools ?? []).map((tool) => tool.function) };
}

function contentText(content: z.output<typeof part> | null | undefined): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map((piece) => piece.text ?? '').join('\n');
}
