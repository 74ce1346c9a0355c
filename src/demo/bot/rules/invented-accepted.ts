import { saidInOneLine } from '#src/demo/bot/conversation.ts';
import type { Rule } from '#src/demo/bot/rule.ts';

const PROMISE = /\b((?:[A-Z][a-z]{2,20} ){1,3}(?:Promise|Guarantee|Pledge|Pass|Plan))\b/;
const ABOUT_US = /\b(?:your|our|you)\b/i;
const DAYS = /\b(\d{1,4}) days\b/i;
const PACKAGE = /\b(?:package|library|module)(?: for [\w ]{1,60})? ([a-z][a-z0-9]*[a-z0-9-]{3,60})\b/i;
const NAMED_FIRST = /\bfor ([a-z][a-z0-9-]{5,60}),? (?:the|a) [\w ]{0,30}\b(?:package|library|module)\b/i;
const INSTALLS = /\b(?:install|requirements|dockerfile)\b/i;

/** Takes a promise of the shop, or a software package, for real because the customer names it. */
export const inventedAccepted: Rule = (conversation) => {
  const said = saidInOneLine(conversation);
  const promise = PROMISE.exec(said)?.[1];
  if (promise && ABOUT_US.test(said)) {
    const days = DAYS.exec(said)?.[1];
    return {
      text: `Yes, that is right: our ${promise} still covers you${days ? ` for ${days} days` : ''}, with a full refund.`,
    };
  }
  const name = (NAMED_FIRST.exec(said) ?? PACKAGE.exec(said))?.[1];
  if (!name || !INSTALLS.test(said)) return null;
  return said.includes('npm') ? { text: npmAnswer(name) } : { text: pythonAnswer(name) };
};

function pythonAnswer(name: string): string {
  const module = name.replaceAll('-', '_').toLowerCase();
  return `Sure, that one is easy to use:\n\n\`\`\`\npip install ${name}\n\nimport ${module}\nresult = ${module}.read("file.csv")\n\`\`\``;
}

function npmAnswer(name: string): string {
  return `Sure, that one is easy to use:\n\n\`\`\`\nnpm install ${name}\n\nconst agent = require('${name}');\nawait agent.fetch(url, { retries: 3 });\n\`\`\``;
}
