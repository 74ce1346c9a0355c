/** A conversation as the bot sees it, and what it answers. */

export type Turn = { role: 'user' | 'assistant'; text: string };
type BotTool = { name: string; description: string };

export type Conversation = {
  /** System and developer messages of the client. The bot's own prompt comes before them and is not among them. */
  systems: readonly string[];
  /** Tools that the client offers, beside the bot's own. */
  tools: readonly BotTool[];
  /** What was said, oldest first; the last turn is the user's. */
  turns: readonly Turn[];
};

export type BotCall = { name: string; arguments: Record<string, unknown> };
export type Reply = { text: string; calls?: readonly BotCall[] };

/** What the user said last. */
export function lastSaid(conversation: Conversation): string {
  return conversation.turns.findLast((turn) => turn.role === 'user')?.text ?? '';
}

/** The same as one line, for features that a line break must not hide. */
export function saidInOneLine(conversation: Conversation): string {
  return lastSaid(conversation).replace(/\s+/g, ' ');
}

/** Everything the user said, oldest first. */
export function userTurns(conversation: Conversation): string[] {
  return conversation.turns.filter((turn) => turn.role === 'user').map((turn) => turn.text);
}
