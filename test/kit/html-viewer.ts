import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '#test/kit/browser.ts';

/** What a page did beside showing itself. */
export type Doings = { requests: string[]; said: string[]; dialogs: string[] };

/** Opens files in a browser, one page for each. */
export type Viewer = AsyncDisposable & {
  open(html: string, options?: BrowserContextOptions): Promise<{ page: Page; doings: Doings }>;
  /** Opens, reads and closes. */
  read<T>(html: string, read: (page: Page) => Promise<T>, options?: BrowserContextOptions): Promise<T>;
};

export async function openViewer(): Promise<Viewer> {
  const browser = await openBrowser();
  const folder = await mkdtemp(join(tmpdir(), 'html-report-'));
  const open: Viewer['open'] = async (html, options) => {
    const path = join(folder, `${createHash('sha256').update(html).digest('hex').slice(0, 16)}.html`);
    await writeFile(path, html);
    const page = await browser.newPage(options);
    const doings: Doings = { requests: [], said: [], dialogs: [] };
    page.on('request', (request) => doings.requests.push(request.url()));
    page.on('console', (message) => doings.said.push(message.text()));
    page.on('dialog', (dialog) => {
      doings.dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    const { href } = pathToFileURL(path);
    await page.goto(href);
    doings.requests.splice(doings.requests.indexOf(href), 1);
    return { page, doings };
  };
  return {
    open,
    async read(html, read, options) {
      const { page } = await open(html, options);
      try {
        return await read(page);
      } finally {
        await page.close();
      }
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
