import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { openBrowser } from '#test/kit/browser.ts';
import { type Line, openLine } from '#test/kit/cut.ts';
import { type SeededScan, type SeededTenant, seed } from '#test/kit/seed.ts';
import { ROOT } from '#test/kit/sources.ts';
import { until } from '#test/kit/until.ts';

// The SDK in a page of another origin, bundled as a console would bundle it, in a real Chromium.

let pages: Server;
let system: TestSystem;
let tenant: SeededTenant;
let scan: SeededScan;
let line: Line;
let browser: Browser;
let page: Page;

/** What the page has, for the functions that run in it. */
declare const tribunal: typeof import('#sdk/index.ts');
declare const told: { events: number[]; states: string[]; end: string | null };

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'client-sdk/index.ts')],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    globalName: 'tribunal',
    minify: true,
    target: 'es2022',
  });
  const script = outputFiles[0]!.text;
  pages = createServer((request: IncomingMessage, response: ServerResponse) => {
    const [type, body] = request.url === '/sdk.js' ? ['text/javascript', script] : ['text/html', PAGE];
    // The policy of the strictest console: no eval, no inline scripts.
    const policy = `default-src 'none'; script-src 'self'; connect-src *`;
    response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(body);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => pages.once('listening', resolve));
  const origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
  system = await startTestSystem({ adjust: (app) => Object.assign(app.config.api, { allowedOrigins: [origin] }) });
  tenant = await seed(system.app).defaultTenant();
  line = await openLine(system.url);
  browser = await openBrowser();
  page = await browser.newPage();
  await page.goto(origin);
});
afterAll(async () => {
  await browser?.close();
  await line?.[Symbol.asyncDispose]();
  await system?.[Symbol.asyncDispose]();
  pages?.close();
});

const PAGE = '<!doctype html><title>A console</title><script src="/sdk.js"></script>';
const range = (to: number) => Array.from({ length: to }, (_, i) => i + 1);

/** Begins to follow a scan in the page; `told` there holds what came. */
async function watchInPage(id: string): Promise<void> {
  await page.evaluate(
    ([url, token, scanId]) => {
      const client = tribunal.createClient({ url: url!, token: token! });
      const seen: typeof told = { events: [], states: [], end: null };
      Object.assign(globalThis, { told: seen });
      client.connection.subscribe((state) => seen.states.push(state));
      (async () => {
        for await (const event of client.scans.watch(scanId!)) seen.events.push(event.sequence);
      })().then(
        () => Object.assign(seen, { end: 'ended' }),
        (error) => Object.assign(seen, { end: error.code }),
      );
    },
    [line.url, OWNER, id],
  );
}
const inPage = () => page.evaluate(() => told);

describe('in a page', () => {
  it('reads, writes, pages and is refused', async () => {
    const answers = await page.evaluate(
      async ([url, token]) => {
        const client = tribunal.createClient({ url: url!, token: token! });
        const target = await client.targets.create({ name: 'From a page', url: 'http://127.0.0.1:9/page' });
        let probes = 0;
        for await (const _probe of client.probes.list()) probes += 1;
        const refused = await client.scans
          .get('scn_x')
          .catch((error) => [error instanceof tribunal.TribunalError, error.code]);
        return { name: (await client.targets.get(target.id)).name, probes, refused };
      },
      [system.url, OWNER],
    );
    expect(answers).toMatchObject({ name: 'From a page', refused: [true, 'not_found'] });
    expect(answers.probes).toBeGreaterThan(100);
  });

  it('follows a scan to its end over a connection that is cut', async () => {
    scan = await tenant.scan();
    await watchInPage(scan.publicId);
    await until('the first event', async () => (await inPage()).events.length === 1);
    line.cut();
    await scan.progress(3);
    await scan.status('completed');
    await until('the end', async () => (await inPage()).end !== null);
    expect(await inPage()).toMatchObject({ events: range(5), end: 'ended' });
  });

  it('comes back at once when the page is shown or has a network again, and does not wait its time', async () => {
    scan = await tenant.scan();
    await watchInPage(scan.publicId);
    await until('the first event', async () => (await inPage()).events.length === 1);
    // Eight tries in vain: the next would come after seconds.
    line.block(true);
    line.cut();
    const before = line.connections();
    for (const event of [
      'online',
      'visibilitychange',
      'online',
      'visibilitychange',
      'online',
      'online',
      'online',
      'online',
    ]) {
      const tried = line.connections();
      await until('it waits', async () => (await inPage()).states.at(-1) === 'waiting');
      await page.evaluate((name) => (name === 'online' ? globalThis : document).dispatchEvent(new Event(name)), event);
      await until('it tried again', () => line.connections() > tried);
    }
    expect(line.connections() - before).toBeGreaterThanOrEqual(8);
    await until('it waits', async () => (await inPage()).states.at(-1) === 'waiting');
    line.block(false);
    await scan.status('completed');
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await until('the end', async () => (await inPage()).end !== null);
    expect(await inPage()).toMatchObject({ events: [1, 2], end: 'ended' });
  });

  it('does not trust the connection of before when the network comes back', async () => {
    scan = await tenant.scan();
    await watchInPage(scan.publicId);
    await until('the first event', async () => (await inPage()).events.length === 1);
    line.freeze(true);
    const before = line.connections();
    await scan.status('completed');
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await until('it connects anew', () => line.connections() > before);
    line.freeze(false);
    line.cut();
    await until('the end', async () => (await inPage()).end !== null);
    expect(await inPage()).toMatchObject({ events: [1, 2], end: 'ended' });
  });
});
