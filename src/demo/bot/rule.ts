import type { Conversation, Reply } from './conversation.ts';

/** One habit of the bot. It looks at the conversation and answers, or leaves it to the next rule. */
export type Rule = (conversation: Conversation) => Reply | null;
