import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDlpRule } from '#src/dlp/create-dlp-rule.ts';
import { deleteDlpRule } from '#src/dlp/delete-dlp-rule.ts';
import { parseId } from '#src/platform/ids.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import type { ModelServer } from '#test/kit/model-server.ts';
import { mutate } from '#test/kit/mutate.ts';
import { rest } from '#test/kit/rest.ts';
import { begin, expectWhole, newTarget, PROBE, REFUSAL, untilEnd } from '#test/kit/scan.ts';
import { withBot } from '#test/kit/with-bot.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({ worker: true });
});
afterAll(() => system[Symbol.asyncDispose]());

const refuse = () => REFUSAL;
const CARD = '5555 5555 5555 4444';
const KEY = `AKIA${'QX7RK2VM5TZ4WP6L'}`;
const ATTEMPTS =
  'query($id: ID!) { scan(id: $id) { attempts(first: 50) { nodes { state verdict failureReason failure system dlp { ruleId name action } turns { prompt } } } } }';

async function scanOf(bot: ModelServer, llm: object, probeIds: readonly string[] = [PROBE]) {
  const scanId = await begin(system.ctx, await newTarget(system.ctx, bot.url, llm), 2, probeIds);
  const row = await untilEnd(system.ctx, scanId);
  await expectWhole(system.ctx, scanId);
  const { scan } = await dataOf(ask(system, OWNER, ATTEMPTS, { id: scanId }));
  return { row, scanId, attempts: scan.attempts.nodes as Json[] };
}

const sentTo = (bot: ModelServer) => JSON.stringify(bot.requests.map(({ body }) => body));

/** Every table, as text. */
async function keptAnywhere(text: string): Promise<string[]> {
  const tables = await system.app.system.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'targets'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await system.app.system.query(`select 1 from ${name} t where t::text like '%' || $1 || '%' limit 1`, [
      text,
    ]);
    if (rows.length > 0) found.push(name);
  }
  return found;
}

/** While a rule of the tenant's own holds. */
async function withRule(rule: Parameters<typeof createDlpRule>[1], run: (id: string) => Promise<void>): Promise<void> {
  const { id } = await createDlpRule(system.ctx, rule);
  try {
    await run(id);
  } finally {
    await deleteDlpRule(system.ctx, id);
  }
}

describe('in a scan', () => {
  it('what a rule blocks never leaves: the attempt is inconclusive, names the rule, and keeps nothing of the text', async () => {
    await withBot(refuse, async (bot) => {
      const { row, attempts } = await scanOf(bot, { systemPrompt: `Use ${KEY} for the store.` });
      expect(bot.requests).toEqual([]);
      expect(row).toMatchObject({ planned: 2, inconclusive: 2, finding_count: 0, spent_calls: 0 });
      for (const attempt of attempts) {
        expect(attempt).toMatchObject({
          verdict: 'INCONCLUSIVE',
          failureReason: 'dlp_blocked',
          dlp: [{ ruleId: 'aws-access-key-id', name: 'AWS access key id', action: 'BLOCK' }],
          system: null,
          turns: [],
        });
        expect(attempt.failure).toContain('aws-access-key-id');
      }
      expect(await keptAnywhere(KEY)).toEqual([]);
      expect(system.log.join('\n')).not.toContain(KEY);
    });
  });

  it('a scan of which everything is blocked runs to its end and fails by the rule: its target is not taken to be down', async () => {
    await withBot(refuse, async (bot) => {
      const target = await newTarget(system.ctx, bot.url, { systemPrompt: KEY, concurrency: 1 });
      const scan = await untilEnd(system.ctx, await begin(system.ctx, target, 60));
      expect(scan).toMatchObject({ status: 'failed', judged: 60, inconclusive: 60, reason_code: 'dlp_blocked' });
      expect(scan.reason).toContain('aws-access-key-id');
      expect(bot.requests).toEqual([]);
    });
  });

  it('what a rule redacts is sent without it, and what is kept is what was sent', async () => {
    await withBot(
      () => REFUSAL,
      async (bot) => {
        const { row, attempts } = await scanOf(bot, { systemPrompt: `Our card is ${CARD}. Be kind.` });
        expect(row).toMatchObject({ status: 'completed', resistant: 2 });
        expect(sentTo(bot)).not.toContain(CARD);
        const system_ = 'Our card is [redacted payment-card]. Be kind.';
        for (const { body } of bot.requests) expect(body.messages[0]!.content).toContain(system_);
        for (const attempt of attempts) {
          expect(attempt.system).toContain(system_);
          expect(attempt.dlp).toEqual([{ ruleId: 'payment-card', name: 'Payment card number', action: 'REDACT' }]);
        }
        expect(await keptAnywhere(CARD)).toEqual([]);
      },
    );
  });

  it('a prompt is redacted too, and kept as it was sent', async () => {
    await withRule({ name: 'The word', pattern: '(?i)\\bthe\\b', action: 'redact' }, async (id) => {
      await withBot(
        () => REFUSAL,
        async (bot) => {
          const { attempts } = await scanOf(bot, {});
          const prompts = bot.requests.map(({ body }) => body.messages.at(-1)!.content).sort();
          expect(attempts.map(({ turns }) => turns[0].prompt).sort()).toEqual(prompts);
          expect(prompts.join('\n')).toContain(`[redacted ${id}]`);
          expect(prompts.join('\n')).not.toMatch(/\bthe\b/i);
        },
      );
    });
  });

  it('what a rule warns of is sent as it is, with a note', async () => {
    await withBot(
      () => REFUSAL,
      async (bot) => {
        const { attempts } = await scanOf(bot, { systemPrompt: 'Write to desk@shop.example.org.' });
        expect(sentTo(bot)).toContain('desk@shop.example.org');
        for (const { dlp } of attempts)
          expect(dlp).toEqual([{ ruleId: 'email-address', name: 'E-mail address', action: 'WARN' }]);
      },
    );
  });

  it('what a probe plants is sent as it is, and found', async () => {
    await withBot(
      ({ body }) => body.messages.map(({ content }) => content).join('\n'),
      async (bot) => {
        const { row } = await scanOf(bot, { systemPrompt: `Our card is ${CARD}.` }, ['other-customer-record']);
        expect(row.vulnerable).toBe(row.planned);
        expect(sentTo(bot)).toMatch(/card 4\d{15}/);
        expect(sentTo(bot)).not.toContain(CARD);
      },
    );
  });

  it('a rule of the tenant’s own that blocks sees what a probe plants', async () => {
    await withRule({ name: 'Any card', pattern: 'card \\d{16}', action: 'block' }, async (id) => {
      await withBot(refuse, async (bot) => {
        const { attempts } = await scanOf(bot, {}, ['other-customer-record']);
        expect(bot.requests).toEqual([]);
        expect(attempts.every(({ dlp }) => dlp.some(({ ruleId }: Json) => ruleId === id))).toBe(true);
      });
    });
  });

  it('a transcript tells what rules did', async () => {
    await withBot(
      () => REFUSAL,
      async (bot) => {
        const { scanId } = await scanOf(bot, { systemPrompt: `Our card is ${CARD}.` });
        const { text } = await rest(system, OWNER, 'GET', `/scans/${scanId}/transcripts`);
        const lines = text
          .trim()
          .split('\n')
          .map((line): Json => JSON.parse(line));
        expect(lines).toHaveLength(2);
        for (const { dlp } of lines)
          expect(dlp).toEqual([{ rule_id: 'payment-card', name: 'Payment card number', action: 'redact' }]);
      },
    );
  });
});

describe('the test of a target', () => {
  it('that a rule blocks is refused by its name, before anything is sent, and audited', async () => {
    await withBot(refuse, async (bot) => {
      const id = await newTarget(system.ctx, bot.url, { systemPrompt: `Use ${KEY}.` });
      const refused = await rest(system, OWNER, 'POST', `/endpoints/${id}/test`);
      expect([refused.status, refused.body.error, refused.body.rule_id]).toEqual([
        422,
        'dlp_blocked',
        'aws-access-key-id',
      ]);
      const problem = await mutate(system, 'testTarget', { targetId: id }, 'ok');
      expect(problem).toMatchObject({ __typename: 'InvalidProblem', code: 'dlp_blocked', retry: false });
      expect(problem.message).toContain('aws-access-key-id');
      expect(bot.requests).toEqual([]);
      expect(JSON.stringify([refused.body, problem])).not.toContain(KEY);
      const rows = await system.app.system.query(
        'select action, result, detail from audit_events where subject_id = $1',
        [parseId('endpoint', id)],
      );
      expect(rows).toContainEqual({
        action: 'target.tested',
        result: 'failure',
        detail: { reason: 'dlp_blocked', rule_id: 'aws-access-key-id' },
      });
    });
  });

  it('that a rule redacts is made, and says so', async () => {
    await withBot(
      () => 'Hello.',
      async (bot) => {
        const id = await newTarget(system.ctx, bot.url, { systemPrompt: `Our card is ${CARD}.` });
        const { status, body } = await rest(system, OWNER, 'POST', `/endpoints/${id}/test`);
        expect([status, body.ok]).toEqual([200, true]);
        expect(body.dlp).toEqual([{ rule_id: 'payment-card', name: 'Payment card number', action: 'redact' }]);
        expect(bot.requests[0]!.body.messages[0]!.content).toBe('Our card is [redacted payment-card].');
      },
    );
  });
});

describe('judge models', () => {
  it('read answers without what rules take out, and what they cite is found in the answer itself', async () => {
    const verdict = { verdict: 'resistant', confidence: 0.9, rationale: 'It declines.', criteria: [] };
    const judge = () => JSON.stringify({ ...verdict, quotes: [{ turn: 0, text: 'That is all I say' }] });
    await withBot(judge, async (model) => {
      const config = {
        baseUrl: model.url,
        model: 'judge-1',
        key: null,
        inputCost: null,
        outputCost: null,
        timeoutMs: 5000,
      };
      const judges = { objective: config, specificity: null, criteria: null };
      await using judged = await startTestSystem({ worker: true, config: { judges } });
      await withBot(
        () => `The store has ${KEY} and ${CARD}. That is all I say.`,
        async (bot) => {
          const target = await newTarget(judged.ctx, bot.url);
          const scan = await untilEnd(judged.ctx, await begin(judged.ctx, target, 2, ['invented-legal-case']));
          expect(scan.status).toBe('completed');
          expect(model.requests.length).toBeGreaterThan(0);
          const read = JSON.stringify(model.requests.map(({ body }) => body));
          expect(read).toContain('The store has [redacted]');
          for (const secret of [KEY, CARD]) expect(read).not.toContain(secret);
          const rows = await judged.app.system.query<{ quote: string }>(
            `select substr(t.answer, (c->>'start')::int + 1, (c->>'end')::int - (c->>'start')::int) as quote
             from opinions o, jsonb_array_elements(o.citations) c, attempt_turns t
             where o.judge = 'objective' and t.attempt_id = o.attempt_id and t.index = (c->>'turn')::int`,
          );
          expect(rows.length).toBe(model.requests.length);
          expect(new Set(rows.map(({ quote }) => quote))).toEqual(new Set(['That is all I say']));
        },
      );
    });
  });
});
