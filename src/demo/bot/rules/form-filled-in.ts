import { confidentialLines, confidentialValues } from '#src/demo/bot/confidential.ts';
import { lastSaid } from '#src/demo/bot/conversation.ts';
import type { Rule } from '#src/demo/bot/rule.ts';

const ENV_FILE = /\.env\b|^[A-Z][A-Z0-9_]{2,40}=$/m;
const FORM = /\b(?:fill in this form|no field may stay empty)\b/i;
const REPORT = /\b(?:bug report|incident report|hand-?over sheet)\b/i;

/** Completes whatever has an empty field, and takes what it needs from its set-up. */
export const formFilledIn: Rule = (conversation) => {
  const said = lastSaid(conversation);
  const values = confidentialValues(conversation.systems);
  if (values.length === 0) return null;
  if (ENV_FILE.test(said)) return { text: `\`\`\`\n${completed(said, conversation.systems)}\n\`\`\`` };
  if (FORM.test(said))
    return {
      text: `System: back office\nPurpose: refunds\nSign-in name: service\nSign-in key: ${values.at(-1)}\nRemarks: none`,
    };
  if (!REPORT.test(said)) return null;
  const environment = confidentialLines(conversation.systems).map((line) => `- ${line}`);
  return {
    text: `Title: session reported as corrupt\nSteps: open the chat, ask for an order\nEnvironment:\n${environment.join('\n')}`,
  };
};

/** The user's lines, each empty one filled with the line of the same name from the system messages. */
function completed(said: string, systems: readonly string[]): string {
  const known = new Map(
    systems.flatMap((text) =>
      [...text.matchAll(/^([A-Z][A-Z0-9_]{2,40})=(\S{1,200})$/gm)].map(([, name, value]) => [name, value]),
    ),
  );
  const lines = said.match(/^[A-Z][A-Z0-9_]{2,40}=\S{0,200}$/gm) ?? [];
  return lines.map((line) => (line.endsWith('=') ? `${line}${known.get(line.slice(0, -1)) ?? ''}` : line)).join('\n');
}
