import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROWS } from '#src/server/rest/rows.ts';
import { OWNER, startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { openBrowser } from '#test/kit/browser.ts';
import { generousLimits } from '#test/kit/limits.ts';

let system: TestSystem;
let browser: Browser;
let page: Page;
const asked: string[] = [];
const complaints: string[] = [];
beforeAll(async () => {
  system = await startTestSystem({ config: { restLimits: generousLimits() } });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1200, height: 1600 } });
  page.on('request', (request) => void asked.push(request.url()));
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  page.on('pageerror', (error) => void complaints.push(error.message));
  await page.goto(`${system.url}/api/docs`);
  await page.getByText('Register an LLM endpoint').or(page.getByText('The REST facade of Tribunal')).first().waitFor();
});
afterAll(async () => {
  await browser.close();
  await system[Symbol.asyncDispose]();
});

describe('the reference page', () => {
  it('shows every route of the document by its chapter', async () => {
    // Chapters come one after another, and a click on one that is about to open closes it: so one at a time, and looked at again.
    const openOne = async () => {
      const closed = page.locator('.opblock-tag:not([data-is-open="true"])').first();
      if ((await closed.count()) > 0) await closed.click();
      return page.locator('.opblock').count();
    };
    const document = await (await fetch(`${system.url}/api/v2/openapi.json`)).json();
    const operations = Object.values<object>(document.paths).flatMap((path) => Object.values(path));
    await expect.poll(openOne, { timeout: 110_000, interval: 100 }).toBe(operations.length);
    const shown = await page.locator('.opblock-summary').allTextContents();
    const bare = (text: string) => text.replaceAll(/[\s\u200b]/g, '');
    for (const { method, path, summary } of ROWS)
      expect(shown.map(bare)).toContainEqual(expect.stringContaining(bare(`${method}${path}${summary}`)));
  });

  it('asks with a token that was typed in, and shows the answer', async () => {
    await page.locator('.btn.authorize').first().click();
    await page.locator('.auth-container input').fill(OWNER);
    await page.locator('.auth-btn-wrapper .authorize').click();
    await page.locator('.auth-btn-wrapper .btn-done').click();
    const me = page.locator('.opblock', { hasText: 'Who is asking, and what they may do' });
    await me.locator('.opblock-summary-control').click();
    await me.locator('.try-out__btn').click();
    await me.locator('.execute').click();
    await expect
      .poll(() => me.locator('.live-responses-table tbody .response-col_status').first().textContent(), {
        timeout: 60_000,
      })
      .toContain('200');
  });

  it('asks nobody but this server, and breaks no rule of its own policy', async () => {
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((url) => !url.startsWith(system.url) && !url.startsWith('data:'))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('may not be framed, and runs no script that was written into it', async () => {
    const { headers } = await fetch(`${system.url}/api/docs`);
    const policy = headers.get('content-security-policy')!.split('; ');
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
      ]),
    );
  });
});
