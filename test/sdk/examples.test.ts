import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '#sdk/index.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { collect } from '#test/kit/ask.ts';
import { holdTransaction } from '#test/kit/held-transaction.ts';
import { type ModelServer, startModelServer } from '#test/kit/model-server.ts';
import { obey } from '#test/kit/scan.ts';
import { type SeededTenant, seed } from '#test/kit/seed.ts';
import { ROOT } from '#test/kit/sources.ts';
import { until } from '#test/kit/until.ts';

// The example programs, run as somebody would run them.

let system: TestSystem;
let tenant: SeededTenant;
let model: ModelServer;
/** The model answers from then on. */
let answering: Promise<void> = Promise.resolve();

beforeAll(async () => {
  system = await startTestSystem({ worker: true });
  tenant = await seed(system.app).defaultTenant();
  model = await startModelServer({
    async reply(messages) {
      await answering;
      return obey(messages);
    },
  });
});
afterAll(async () => {
  await model?.close();
  await system?.[Symbol.asyncDispose]();
});

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

function start(example: string, args: string[] = [], token = OWNER) {
  const path = join(ROOT, 'client-sdk/examples', example);
  const env = { PATH: process.env.PATH, TRIBUNAL_URL: system.url, TRIBUNAL_TOKEN: token, FORCE_COLOR: '1' };
  const child = spawn(process.execPath, ['--conditions=tribunal-source', path, ...args], { env });
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const ended = once(child, 'close').then(() => ({ ...said, status: child.exitCode }));
  return { child, said, ended };
}

const client = () => createClient({ url: system.url, token: OWNER });
const PROBES = ['prompt-injection-basic'];

async function scanOf(name: string): Promise<string> {
  const url = `${model.url}/chat/completions?${encodeURIComponent(name)}`;
  const target = await client().targets.create({ name, url });
  return (await client().scans.start({ targetId: target.id, probeIds: PROBES })).id;
}

describe('the dashboard', () => {
  it('draws every scan, those that begin later too, and ends when none is under way', async () => {
    const held = await tenant.scan({ status: 'running' });
    const dashboard = start('dashboard.ts', ['--draw', '--until-idle']);
    await until('the first frame', () => dashboard.said.out.includes('1 under way'));
    await client().scans.wait(await scanOf('Late \u001b[31mbot'));
    await until('the scan that began later', () =>
      /Late bot.*completed/.test(stripVTControlCharacters(dashboard.said.out)),
    );
    await held.status('completed');
    const { out, err, status } = await dashboard.ended;
    expect([err, status]).toEqual(['', 0]);
    const last = stripVTControlCharacters(out.slice(out.lastIndexOf('\u001b[H')));
    expect(last).toContain('0 under way');
    expect(last).toMatch(/Late bot +completed +█{24} 2\/2/);
    expect(last).toMatch(/^ (CRITICAL|HIGH) .*Late bot/m);
    for (const line of last.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
    // It leaves the terminal as it was.
    expect(out.endsWith('\u001b[?25h\u001b[?1049l')).toBe(true);
  });

  it('waits for what a scan has found, also when the scan is seen to end before the events tell it', async () => {
    const slow = Promise.withResolvers<void>();
    answering = slow.promise;
    const dashboard = start('dashboard.ts', ['--draw', '--until-idle']);
    const said = () => stripVTControlCharacters(dashboard.said.out);
    const scanId = await scanOf('Slow bot');
    await until('the scan', () => /Slow bot +running/.test(said()));
    {
      // While it is open, nothing that is done beside it is told.
      await using held = await holdTransaction(system.databaseUrl);
      await held.tx.query('update targets set name = name');
      slow.resolve();
      await client().scans.wait(scanId);
      await until('its end', () => /Slow bot +completed/.test(said()));
    }
    expect((await dashboard.ended).status).toBe(0);
    expect(said().slice(said().lastIndexOf('0 under way'))).toMatch(/^ (CRITICAL|HIGH) .*Slow bot/m);
  });

  it('prints a line for each change where there is no terminal, and ends when it is told to', async () => {
    const dashboard = start('dashboard.ts');
    const held = await tenant.scan({ status: 'running' });
    await until('it follows', async () => {
      await held.progress(1);
      const { values } = await system.app.metrics.sockets.get();
      return values.some(({ labels, value }) => labels.door === 'websocket' && value > 0);
    });
    await scanOf('Plain bot');
    await until('its end', () => /completed Plain bot · 2\/2/.test(dashboard.said.out));
    expect(dashboard.said.out).toMatch(/^(CRITICAL|HIGH) .* · Plain bot$/m);
    expect(dashboard.said.out).not.toContain('\u001b');
    dashboard.child.kill('SIGINT');
    expect((await dashboard.ended).status).toBe(0);
    await held.status('completed');
  });

  it('says what is wrong with a token, and not the token', async () => {
    const { err, status } = await start('dashboard.ts', [], 'trb_live_nobody').ended;
    expect(status).toBe(1);
    expect(err).toMatch(/\(invalid_token\)/);
    expect(err).not.toContain('nobody');
  });
});

describe('the overlap matrix', () => {
  it('of all frameworks counts the pairs of controls that share findings', async () => {
    await client().scans.wait(await scanOf('Matrix bot'));
    const { out, err, status } = await start('overlap-matrix.ts').ended;
    expect([err, status]).toEqual(['', 0]);
    const pairs = (await collect(client().overlaps.list())).filter(({ findingCount }) => findingCount > 0);
    expect(pairs.length).toBeGreaterThan(0);
    expect(out).toContain(`${pairs.length} pairs of controls share findings`);
    const [head, ...rows] = out.split('\n\n')[0]!.split('\n');
    expect(head!.trim().split(/\s+/)).toEqual(rows.map((row) => row.split(/\s+/)[0]));
    const row = rows.find((one) => one.startsWith('OWASP_LLM '))!;
    const column = head!.indexOf('EU_AI_ACT');
    const expected = pairs.filter(({ controlA, controlB }) => {
      const slugs = [controlA.framework.slug, controlB.framework.slug];
      return slugs.includes('OWASP_LLM') && slugs.includes('EU_AI_ACT');
    });
    expect(row.slice(column, column + 'EU_AI_ACT'.length).trim()).toBe(String(expected.length));
  });

  it('of two frameworks has a cell for each pair of their controls', async () => {
    const { out, status } = await start('overlap-matrix.ts', ['OWASP_LLM', 'EU_AI_ACT']).ended;
    expect(status).toBe(0);
    const [pair] = (await collect(client().overlaps.list({ frameworks: ['OWASP_LLM', 'EU_AI_ACT'] }))).filter(
      ({ findingCount }) => findingCount > 0,
    );
    const sides = [pair!.controlA, pair!.controlB];
    const [ours, act] = sides[0]!.framework.slug === 'OWASP_LLM' ? sides : sides.toReversed();
    const [head, ...rows] = out.trimEnd().split('\n');
    expect(head).toContain(act!.localId);
    const row = rows.find((one) => one.startsWith(`${ours!.localId} `));
    expect(row).toContain(String(pair!.findingCount));
    expect(row).toContain(ours!.title);
  });
});
