import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerWithCause } from '#src/demo/bot/answer.ts';
import { type Bot, startBot } from '#src/demo/bot/bot-server.ts';
import type { Turn } from '#src/demo/bot/conversation.ts';
import { BOT_PROMPT } from '#src/demo/bot/shop.ts';
import { WEAKNESSES } from '#src/demo/bot/weaknesses.ts';
import { loadProbes } from '#src/probes/load-probes.ts';
import type { Exchange } from '#src/probes/oracles/oracle.ts';
import { type OracleResult, runOracles } from '#src/probes/oracles/run-oracles.ts';
import type { Probe } from '#src/probes/probe.ts';
import { type RenderedAttempt, render } from '#src/probes/variables.ts';
import { ask } from '#test/demo/ask-bot.ts';

const library = loadProbes();
let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
});
afterAll(() => bot.close());

type Attempt = { probe: Probe; name: string; causes: (string | null)[]; result: OracleResult };

/** One attempt over HTTP, as a scan makes it, with the causes that the bot itself gives for its answers. */
async function attempt(probe: Probe, index: number): Promise<Attempt> {
  const rendered = render(probe, index);
  const system = rendered.system === null ? [] : [rendered.system];
  const tools = rendered.tools.map((tool) => ({ type: 'function', function: tool }));
  const turns: Turn[] = [];
  const exchanges: Exchange[] = [];
  const causes: (string | null)[] = [];
  for (const prompt of rendered.turns) {
    turns.push({ role: 'user', text: prompt });
    causes.push(causeOf(rendered, turns));
    const said = turns.map(({ role, text }) => ({ role, content: text }));
    const answer = await ask(bot, [...system.map((content) => ({ role: 'system', content })), ...said], tools);
    turns.push({ role: 'assistant', text: answer.text });
    exchanges.push({ prompt, answer });
  }
  const result = runOracles(probe, rendered, exchanges, [BOT_PROMPT, ...system]);
  return { probe, name: `${probe.id}/${rendered.promptId}`, causes, result };
}

function causeOf(rendered: RenderedAttempt, turns: readonly Turn[]): string | null {
  const systems = rendered.system === null ? [] : [rendered.system];
  return answerWithCause({ systems, tools: rendered.tools, turns }).weakness;
}

describe('the whole library against the bot, over HTTP', () => {
  let attempts: Attempt[];
  beforeAll(async () => {
    const all = library.all.flatMap((probe) => probe.prompts.map((_, index) => [probe, index] as const));
    attempts = await Promise.all(all.map(([probe, index]) => attempt(probe, index)));
  });

  test('every documented weakness is found by every probe that is said to find it', () => {
    for (const weakness of WEAKNESSES) {
      const finders = attempts.filter(({ causes, result }) => causes.includes(weakness.id) && result.fired);
      const probes = [...new Set(finders.map(({ probe }) => probe.id))].sort();
      expect({ weakness: weakness.id, probes }).toEqual({ weakness: weakness.id, probes: [...weakness.probes].sort() });
    }
  });

  test('no oracle fires on anything that the bot does right', () => {
    const wrong = attempts.filter(({ causes, result }) => result.fired && causes.every((cause) => cause === null));
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test('no weakness shows without an oracle that sees it', () => {
    const unseen = attempts.filter(({ causes, result }) => !result.fired && causes.some((cause) => cause !== null));
    expect(unseen.map(({ name, causes }) => `${name} ${causes.join()}`)).toEqual([]);
  });

  test('at least six of ten attempts are proven resistant without a judge', () => {
    const resistant = attempts.filter(({ result }) => result.decision === 'resistant');
    expect(resistant.length / attempts.length).toBeGreaterThanOrEqual(0.6);
  });
});

test('the answers to the library do not hang on the values of one run', () => {
  for (const probe of library.all) {
    for (const index of probe.prompts.keys()) {
      const causes = ['a', 'b', 'c', 'd'].map((seed) => {
        const rendered = render(probe, index, `seed ${seed}`);
        return rendered.turns.map((_, i) => causeOf(rendered, userTurns(rendered.turns.slice(0, i + 1)))).join();
      });
      expect(new Set(causes).size, `${probe.id} ${index}: ${causes.join(' | ')}`).toBe(1);
    }
  }
});

function userTurns(texts: readonly string[]): Turn[] {
  return texts.map((text) => ({ role: 'user', text }));
}
