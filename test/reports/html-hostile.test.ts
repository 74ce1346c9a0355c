import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { htmlFormat } from '#src/reports/html/html-format.ts';
import type { ReportModel } from '#src/reports/report-model.ts';
import { type Doings, openViewer, type Viewer } from '#test/kit/html-viewer.ts';
import { HOSTILE, reportModel } from '#test/kit/report-model.ts';
import { listed, withFindings, written } from '#test/kit/written-report.ts';

let viewer: Viewer;
beforeAll(async () => {
  viewer = await openViewer();
});
afterAll(() => viewer?.[Symbol.asyncDispose]());

async function reading<T>(model: ReportModel, read: (page: Page) => Promise<T>) {
  return viewer.read(await written(htmlFormat, model), read);
}

const QUIET: Doings = { requests: [], said: [], dialogs: [] };

describe('what a report as a page may do', () => {
  it('is nothing: it loads nothing, runs nothing and says so itself', async () => {
    const html = await written(htmlFormat, reportModel());
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)![1]!;
    const digest = createHash('sha256').update(style).digest('base64');
    expect(html).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-${digest}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;">`,
    );
    const { page, doings } = await viewer.open(html);
    const foreign = await page
      .locator('script, img, iframe, object, embed, link, form, video, audio, base, style:not(head style)')
      .count();
    const ink = await page.evaluate(() => getComputedStyle(document.querySelector('h2')!).color);
    await page.close();
    expect([foreign, doings]).toEqual([0, QUIET]);
    // The style holds: a hash that did not fit would leave it all black.
    expect(ink).not.toBe('rgb(0, 0, 0)');
  });

  it('stays nothing when somebody writes programs into the file', async () => {
    const html = await written(htmlFormat, reportModel({ findings: 1 }));
    const evil =
      '<script>document.title = "taken"</script><img src="http://127.0.0.1:9/x" onerror="document.title = \'taken\'"><style>body { display: none }</style>';
    const { page, doings } = await viewer.open(html.replace('<p class="lead">', `${evil}<p class="lead">`));
    const [title, display, images] = await page.evaluate(() => [
      document.title,
      getComputedStyle(document.body).display,
      document.querySelectorAll('img').length,
    ]);
    await page.close();
    expect([title, display, images]).toEqual(['Q2 2026 AI security evidence pack', 'block', 1]);
    // Each try is refused, and the browser says so.
    expect(doings.said.join('\n')).toMatch(/script[\s\S]*img|img[\s\S]*script/i);
  });

  it.each(Object.keys(HOSTILE))('shows hostile texts (%s) as texts, within the page', async (kind) => {
    const html = await written(htmlFormat, reportModel({ findings: 5, attempts: 5, hostile: HOSTILE[kind]! }));
    expect(html.length).toBeLessThan(1_500_000);
    expect(html.isWellFormed()).toBe(true);
    expect(html).not.toMatch(/(?![\n\t])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
    const { page, doings } = await viewer.open(html, { viewport: { width: 390, height: 800 } });
    const found = await page.evaluate(() => ({
      foreign: document.querySelectorAll('script, img, iframe, object, [onerror], [onclick], [style]').length,
      hrefs: [...document.querySelectorAll('a')]
        .map(({ href }) => href)
        .filter((href) => !/^(https:|file:)/.test(href)),
      articles: document.querySelectorAll('article').length,
      sections: document.querySelectorAll('main > section').length,
      beyond: document.documentElement.scrollWidth - window.innerWidth,
    }));
    await page.close();
    expect(found).toEqual({ foreign: 0, hrefs: [], articles: 5, sections: 9, beyond: 0 });
    expect(doings).toEqual(QUIET);
  });

  it('names what turns or hides text, and quotes markup as it was', async () => {
    const hostile = `${HOSTILE.rightToLeft} ${HOSTILE.markup}`;
    const text = await reading(reportModel({ findings: 1, hostile }), (page) => page.innerText('article .said'));
    expect(text).toContain('invoice ⟨U+202E⟩fdp.exe⟨U+202C⟩ ⟨U+2066⟩hidden⟨U+2069⟩');
    expect(text).toContain(HOSTILE.markup);
  });

  it('cuts a megabyte of evidence, and says how much was left out', async () => {
    const model = reportModel({ findings: 1, hostile: HOSTILE.megabyte! });
    const text = await reading(model, (page) => page.innerText('article blockquote'));
    expect(text.length).toBeLessThan(5000);
    expect(text).toMatch(/… \(\d{7} more characters\)$/);
  });

  it('links to the web alone', async () => {
    const model = reportModel({ findings: 1 });
    const [finding] = await listed(model.findings());
    for (const url of ['javascript:alert(1)', 'data:text/html,x', '/app/findings/x', 'file:///etc/passwd', '"><b>']) {
      const html = await written(htmlFormat, withFindings(model, [{ ...finding!, url }]));
      expect(html, url).toContain(`<dt>Record</dt><dd>${finding!.id}</dd>`);
    }
    const html = await written(htmlFormat, model);
    expect(html).toContain(`<a href="${finding!.url}" rel="noopener noreferrer">`);
  });
});
