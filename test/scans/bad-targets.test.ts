import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSystem, type TestSystem } from '#test/kit/app.ts';
import { startHttpServer, startTcpServer, type TestServer } from '#test/kit/http-server.ts';
import { chatCompletion, startModelServer } from '#test/kit/model-server.ts';
import { begin, expectWhole, newTarget, obey, PROBE, REFUSAL, scanRow, untilEnd } from '#test/kit/scan.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await openTestSystem({ worker: true });
});
afterAll(() => system[Symbol.asyncDispose]());

type Failure = { failure_reason: string; failure: string; verdict: string; turns: number };

/** Scans `PROBE` in two attempts on `url`, and says why they failed. */
async function failuresOf(url: string, llm: object = {}): Promise<{ reason: string | null; failures: Failure[] }> {
  const scanId = await begin(system.ctx, await newTarget(system.ctx, url, { retries: 0, timeoutS: 1, ...llm }), 2);
  const row = await untilEnd(system.ctx, scanId);
  expect(row).toMatchObject({
    status: 'failed',
    reason_code: 'target_unavailable',
    planned: 2,
    failed: 2,
    inconclusive: 2,
  });
  await expectWhole(system.ctx, scanId);
  const failures = await system.app.system.query<Failure>(
    `select failure_reason, failure, verdict, (select count(*)::int from attempt_turns t where t.attempt_id = a.id) as turns from attempts a where scan_id = $1`,
    [scanId],
  );
  return { reason: row.reason, failures };
}

const BIG = Buffer.alloc(10 * 1024 * 1024, ' ');
const json = (response: ServerResponse, body: string | Buffer, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);

const WAYS: [
  what: string,
  reason: string,
  words: RegExp,
  (request: IncomingMessage, response: ServerResponse) => void,
][] = [
  ['hangs', 'timeout', /time|1 s/, () => {}],
  [
    'hangs in the middle of its answer',
    'timeout',
    /time|1 s/,
    (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"choices":'),
  ],
  ['closes early', 'connection_closed', /closed/, (request) => void request.socket.destroy()],
  [
    'closes in the middle of its answer',
    'connection_closed',
    /closed/,
    (request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"choices":', () => request.socket.destroy());
    },
  ],
  [
    'answers 200 with HTML',
    'not_json',
    /JSON|HTML/i,
    (_, response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><h1>Welcome</h1>'),
  ],
  ['answers 10 MB', 'too_large', /4 MiB|large|more/i, (_, response) => void json(response, BIG)],
  ['answers invalid JSON', 'not_json', /JSON/, (_, response) => void json(response, '{"choices": [')],
  [
    'answers JSON of another kind',
    'schema_mismatch',
    /choices/,
    (_, response) => void json(response, '{"answer": 42}'),
  ],
  [
    'answers nothing',
    'empty_answer',
    /neither text nor/,
    (_, response) => void json(response, JSON.stringify(chatCompletion({ text: '' }))),
  ],
  [
    'withholds its answer',
    'content_filtered',
    /filter/,
    (_, response) => void json(response, JSON.stringify(chatCompletion({ text: '', finish: 'content_filter' }))),
  ],
  [
    'redirects to a private address',
    'redirect_refused',
    /redirect/,
    (_, response) => void response.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
  ],
  ['answers 500', 'server_error', /500/, (_, response) => void json(response, '{"error":{"message":"boom"}}', 500)],
  ['answers 401', 'auth_refused', /401/, (_, response) => void json(response, '{}', 401)],
  ['answers 404', 'client_error', /404/, (_, response) => void json(response, '{}', 404)],
];

describe('a target that', () => {
  it.each(
    WAYS,
  )('%s makes an inconclusive attempt with its reason, and a failed scan with the same', async (_, reason, words, handle) => {
    const server = await startHttpServer((request, response) => {
      request.resume();
      handle(request, response);
    });
    const { failures, reason: why } = await failuresOf(`${server.url}/v1`);
    expect(failures).toEqual(
      [1, 2].map(() => ({
        failure_reason: reason,
        failure: expect.stringMatching(words),
        verdict: 'inconclusive',
        turns: 0,
      })),
    );
    expect(why).toMatch(words);
    await server.close();
  });

  it('refuses the connection, or has no address, is told apart', async () => {
    const server = await startHttpServer(() => {});
    await server.close();
    expect((await failuresOf(`${server.url}/v1`)).failures[0]).toMatchObject({ failure_reason: 'connection_refused' });
    expect((await failuresOf('http://no-such-host.invalid/v1')).failures[0]).toMatchObject({ failure_reason: 'dns' });
  });

  it('speaks no HTTP is one that closed the connection', async () => {
    const server = await startTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    expect((await failuresOf(`${server.url}/v1`)).failures[0]).toMatchObject({ failure_reason: 'connection_closed' });
    await server.close();
  });

  it('moved to a private address since it was made is not asked', async () => {
    let asked = 0;
    const server: TestServer = await startHttpServer((_, response) => {
      asked += 1;
      json(response, JSON.stringify(chatCompletion({ text: REFUSAL })));
    });
    const target = await newTarget(system.ctx, `${server.url}/v1`, { retries: 0 });
    await using closed = await openTestSystem({ worker: true, config: { allowPrivateTargets: [] } });
    const moved = await newTarget(closed.ctx, 'https://example.com/v1', { retries: 0 });
    await closed.app.system.query('update targets set url = $1', [`${server.url}/v1`]);
    const scanId = await begin(closed.ctx, moved, 2);
    expect(await untilEnd(closed.ctx, scanId)).toMatchObject({
      status: 'failed',
      failed: 2,
      reason: expect.stringContaining('ALLOW_PRIVATE_TARGETS'),
    });
    expect(asked).toBe(0);
    expect(await untilEnd(system.ctx, await begin(system.ctx, target, 2))).toMatchObject({ status: 'completed' });
    await server.close();
  });

  it('answers nothing but errors is given up long before the end, with the reason and the counts', async () => {
    const bot = await startModelServer({
      reply: () => ({ status: 500, body: { error: { message: 'boom' } } }),
      latencyMs: 50,
    });
    const scanId = await begin(system.ctx, await newTarget(system.ctx, bot.url, { retries: 0 }), 200);
    const row = await untilEnd(system.ctx, scanId);
    expect(row).toMatchObject({
      status: 'failed',
      reason_code: 'target_unavailable',
      reason: expect.stringContaining('boom'),
      planned: 200,
      failed: 200,
      inconclusive: 200,
      judged: 200,
    });
    expect(row.spent_calls).toBe(bot.requests.length);
    expect(bot.requests.length).toBeGreaterThanOrEqual(20);
    expect(bot.requests.length).toBeLessThan(150);
    await expectWhole(system.ctx, scanId);
    const rows = await system.app.system.query(
      'select failure_reason, count(*)::int as count from attempts where scan_id = $1 group by 1 order by 1',
      [scanId],
    );
    expect(rows).toEqual([
      { failure_reason: 'server_error', count: bot.requests.length },
      { failure_reason: 'target_unavailable', count: 200 - bot.requests.length },
    ]);
    await bot.close();
  });

  it('withholds every answer is there, and is asked to the end', async () => {
    const bot = await startModelServer({ reply: () => ({ text: '', finish: 'content_filter' }) });
    const scanId = await begin(system.ctx, await newTarget(system.ctx, bot.url, { retries: 0 }), 60);
    expect(await untilEnd(system.ctx, scanId)).toMatchObject({
      judged: 60,
      inconclusive: 60,
      failed: 60,
      partial: false,
      reason: expect.stringContaining('filter'),
    });
    expect(bot.requests).toHaveLength(60);
    await bot.close();
  });

  it('fails in the middle of a conversation keeps the turns that were answered', async () => {
    const bot = await startModelServer({ reply: (messages) => (messages.length > 2 ? { status: 500 } : REFUSAL) });
    const scanId = await begin(system.ctx, await newTarget(system.ctx, bot.url, { retries: 0 }), 2, [
      PROBE,
      'crescendo-build-up',
    ]);
    expect(await untilEnd(system.ctx, scanId)).toMatchObject({ status: 'completed', failed: expect.any(Number) });
    const rows = await system.app.system.query(
      `select distinct verdict, failure_reason, (select count(*)::int from attempt_turns t where t.attempt_id = a.id) as turns
       from attempts a where scan_id = $1 and probe_id <> $2`,
      [scanId, PROBE],
    );
    expect(rows).toEqual([{ verdict: 'inconclusive', failure_reason: 'server_error', turns: 1 }]);
    await expectWhole(system.ctx, scanId);
    await bot.close();
  });
});

describe('an answer that is hard to keep', () => {
  const strange = 'nul \u0000, half \ud83d, whole 😀, עברית \u202e reversed, \u001b[31mred\u001b[0m, \ufeff, \r\n\t.';

  it('is stored as it was, as far as PostgreSQL can, and is readable', async () => {
    const call = { name: `tool\u0000\ud83d`, arguments: { 'key\u0000': [strange, { deep: strange }] } };
    const bot = await startModelServer({ reply: () => ({ text: strange, toolCalls: [call] }) });
    const scanId = await begin(system.ctx, await newTarget(system.ctx, bot.url), 2);
    expect(await untilEnd(system.ctx, scanId)).toMatchObject({ status: 'completed', failed: 0 });
    await expectWhole(system.ctx, scanId);
    const kept = strange.replaceAll('\u0000', '␀').toWellFormed();
    const [turn] = await turnsOf(scanId);
    expect(turn!.answer).toBe(kept);
    expect(turn!.tool_calls).toMatchObject([{ name: 'tool␀\ufffd', arguments: { 'key␀': [kept, { deep: kept }] } }]);
    await bot.close();
  });

  it('and shows a weakness makes a finding all the same', async () => {
    // Characters of two halves all along, so that every cut falls into the middle of one.
    const bot = await startModelServer({ reply: (messages) => `${obey(messages)} ${'😀'.repeat(3000)} \u0000 \ud83d` });
    const scanId = await begin(system.ctx, await newTarget(system.ctx, bot.url), 4);
    expect(await untilEnd(system.ctx, scanId)).toMatchObject({ status: 'completed', vulnerable: 4, finding_count: 1 });
    await expectWhole(system.ctx, scanId);
    await bot.close();
  });

  it('may make a thousand tool calls, nest them deep, and count its tokens as it likes', async () => {
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
    const calls = (count: number, args: string) =>
      Array.from({ length: count }, (_, i) => ({
        id: `call_${i}`,
        type: 'function',
        function: { name: 'act', arguments: args },
      }));
    const answers = [
      { tool_calls: calls(1000, JSON.stringify({ text: 'x'.repeat(500) })) },
      { tool_calls: calls(2, deep) },
      { content: REFUSAL },
    ];
    let count = 0;
    const bot = await startModelServer({
      reply() {
        const message = { role: 'assistant', content: null, ...answers[count++ % answers.length] };
        return {
          status: 200,
          body: {
            choices: [{ message, finish_reason: 'stop' }],
            usage: { prompt_tokens: 9_007_199_254_740_991, completion_tokens: 3_000_000_000 },
          },
        };
      },
    });
    const scanId = await begin(system.ctx, await newTarget(system.ctx, bot.url, { concurrency: 1 }), 6);
    expect(await untilEnd(system.ctx, scanId, 18_000)).toMatchObject({ status: 'completed', judged: 6 });
    await expectWhole(system.ctx, scanId);
    const failures = await system.app.system.query(
      `select failure_reason, count(*)::int as count from attempts where scan_id = $1 and failure is not null group by 1`,
      [scanId],
    );
    expect(failures).toEqual([]);
    const turns = await turnsOf(scanId);
    expect(turns.filter((turn) => turn.tool_calls?.length === 1000)).toHaveLength(2);
    // What is nested without end is kept as it was written, and never walked.
    const nested = turns.filter((turn) => turn.tool_calls?.length === 2).flatMap((turn) => turn.tool_calls);
    expect(nested).toEqual(Array.from({ length: 4 }, () => ({ name: 'act', arguments: null, raw: deep })));
    expect((await scanRow(system.ctx, scanId)).spent_calls).toBe(6);
    await bot.close();
  });
});

function turnsOf(scanId: string): Promise<{ answer: string; tool_calls: unknown[] | null }[]> {
  return system.app.system.query(
    'select t.answer, t.tool_calls from attempt_turns t join attempts a on a.id = t.attempt_id where a.scan_id = $1',
    [scanId],
  );
}
