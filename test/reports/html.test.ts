import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COVERAGE_STATES } from '#src/findings/coverage-states.ts';
import { htmlFormat } from '#src/reports/html/html-format.ts';
import { WHOLE_MAX } from '#src/reports/html/trail.ts';
import type { ReportModel } from '#src/reports/report-model.ts';
import { STATE_WORD } from '#src/reports/words.ts';
import { openViewer, type Viewer } from '#test/kit/html-viewer.ts';
import { reportModel } from '#test/kit/report-model.ts';
import { listed, written, writtenToStandstill } from '#test/kit/written-report.ts';

let viewer: Viewer;
beforeAll(async () => {
  viewer = await openViewer();
});
afterAll(() => viewer?.[Symbol.asyncDispose]());

async function reading<T>(model: ReportModel, read: (page: Page) => Promise<T>, options?: BrowserContextOptions) {
  return viewer.read(await written(htmlFormat, model), read, options);
}

describe('a report as a page', () => {
  it('has the landmarks, headings, tables and language that one finds the way by', async () => {
    const found = await reading(reportModel(), (page) =>
      page.evaluate(() => {
        const all = (selector: string) => [...document.querySelectorAll(selector)];
        const levels = all('h1, h2, h3, h4, h5, h6').map(({ tagName }) => Number(tagName[1]));
        return {
          lang: document.documentElement.lang,
          title: document.title,
          landmarks: ['body > header', 'nav[aria-labelledby]', 'main', 'body > footer'].map((one) => all(one).length),
          first: levels[0],
          h1: levels.filter((level) => level === 1).length,
          skipped: levels.filter((level, i) => i > 0 && level > levels[i - 1]! + 1),
          withoutScope: all('th:not([scope])').length,
          withoutCaption: all('table').filter((table) => !table.querySelector('caption')?.textContent).length,
          withoutName: all('svg:not([aria-hidden]):not(svg svg)').filter((svg) => {
            const ids = (svg.getAttribute('aria-labelledby') ?? '').split(' ');
            return ids.some((id) => !document.getElementById(id)?.textContent);
          }).length,
          unreachable: all('.scroll:not([tabindex="0"][role="region"][aria-label])').length,
        };
      }),
    );
    expect(found).toEqual({
      lang: 'en',
      title: 'Q2 2026 AI security evidence pack',
      landmarks: [1, 1, 1, 1],
      // The contents stand before nothing and below the title.
      first: 1,
      h1: 1,
      skipped: [],
      withoutScope: 0,
      withoutCaption: 0,
      withoutName: 0,
      unreachable: 0,
    });
  });

  it('lets the keyboard skip to the report', async () => {
    const place = await reading(reportModel({ findings: 1 }), async (page) => {
      await page.keyboard.press('Tab');
      const text = await page.evaluate(() => document.activeElement?.textContent);
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.tagName === 'MAIN');
      return text;
    });
    expect(place).toBe('Skip to the report');
  });

  it('leads from findings to controls to pairs to findings, and nowhere that is not', async () => {
    const found = await reading(reportModel({ findings: 60 }), (page) =>
      page.evaluate(() => {
        const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
        const links = [...document.querySelectorAll('a[href^="#"]')].map((link) => link.getAttribute('href')!.slice(1));
        const from = (selector: string, to: string) =>
          [...document.querySelectorAll(`${selector} a[href^="#${to}"]`)].length > 0;
        return {
          twice: ids.filter((id, i) => ids.indexOf(id) !== i),
          broken: links.filter((id) => !ids.includes(id)),
          leads: [
            from('article', 'control-'),
            from('tr[id^="control-"]', 'fnd_'),
            from('tr[id^="control-"]', 'pair-'),
            from('tr[id^="pair-"]', 'control-'),
            from('tr[id^="pair-"]', 'fnd_'),
            from('.matrix', 'pairs-'),
            from('#register', 'fnd_'),
            from('nav', 'framework-'),
          ],
        };
      }),
    );
    expect(found).toEqual({ twice: [], broken: [], leads: Array(8).fill(true) });
  });

  it('keeps to the frameworks of the report, with no link to those that are left out', async () => {
    const model = reportModel({ findings: 20, frameworks: ['OWASP_LLM', 'EU_AI_ACT'] });
    const { head } = model;
    const slugs = new Set(['OWASP_LLM', 'EU_AI_ACT']);
    const known = new Set(head.frameworks.flatMap(({ controls }) => controls.map(({ ref }) => ref)));
    const overlaps = head.overlaps.filter(({ refA, refB }) => known.has(refA) && known.has(refB));
    const found = await reading({ ...model, head: { ...head, overlaps } }, (page) =>
      page.evaluate(() => ({
        frameworks: [...document.querySelectorAll('.framework')].map(({ id }) => id),
        broken: [...document.querySelectorAll('a[href^="#"]')].filter(
          (link) => !document.getElementById(link.getAttribute('href')!.slice(1)),
        ).length,
      })),
    );
    expect(found).toEqual({ frameworks: [...slugs].map((slug) => `framework-${slug}`), broken: 0 });
  });

  it('tells of every control what its tests amount to, and why it was not tested: no blank is a pass', async () => {
    const model = reportModel();
    const controls = model.head.frameworks.flatMap((framework) => framework.controls);
    expect(new Set(controls.map(({ state }) => state)).size).toBeGreaterThan(3);
    const rows = await reading(model, (page) =>
      page.evaluate(() =>
        [...document.querySelectorAll('tr[id^="control-"]')].map((row) => ({
          id: row.id,
          state: row.querySelector('.tag')?.textContent,
          reason: row.querySelector('.reason')?.textContent ?? null,
          open: row.querySelector('.count')?.textContent,
          lastRun: row.children[6]?.textContent,
        })),
      ),
    );
    expect(rows).toEqual(
      controls.map(({ ref, state, reason, open, lastRanAt }) => ({
        id: `control-${ref}`,
        state: STATE_WORD[state],
        reason,
        open: String(open),
        lastRun: lastRanAt ? lastRanAt.toISOString().slice(0, 10) : 'never',
      })),
    );
  });

  it('draws the counts that the report has, and says them in words', async () => {
    const model = reportModel();
    const { open } = model.head.summary;
    const [values, description, counted] = await reading(model, (page) =>
      page.evaluate(() => [
        [...document.querySelectorAll('.chart .value')].map((text) => Number(text.textContent)),
        document.querySelector('.chart desc')?.textContent,
        [...document.querySelectorAll('#summary .scroll:last-of-type tbody tr:first-child td.n')].map((cell) =>
          Number(cell.textContent),
        ),
      ]),
    );
    expect(values).toEqual([open.critical, open.high, open.medium, open.low, open.info]);
    expect(description).toContain(`High: ${open.high}`);
    const { controls } = model.head.frameworks[0]!;
    expect(counted).toEqual([
      ...COVERAGE_STATES.map((state) => controls.filter((control) => control.state === state).length),
      controls.length,
      controls.filter((control) => control.open > 0).length,
    ]);
  });

  it('holds every transcript’s hash, and says when there are more than it lists', async () => {
    const few = reportModel({ attempts: 30 });
    const hashes = (await listed(few.attempts())).map(({ transcriptSha256 }) => transcriptSha256!);
    const text = await written(htmlFormat, few);
    for (const hash of hashes) expect(text).toContain(hash);
    expect(text).toContain('All 30 attempts are listed');
    const many = await written(htmlFormat, reportModel({ findings: 1, attempts: 5001 }));
    expect(many).toContain('The first 5,000 attempts are listed');
  });

  it('says of no findings that there are none within the scope, and not that all is well', async () => {
    const text = await reading(reportModel({ findings: 0, attempts: 0 }), (page) => page.innerText('#findings'));
    expect(text).toContain('No finding is within the scope. That says nothing of what was not tested.');
  });

  it('tells the worst whole and lists all', async () => {
    const model = reportModel({ findings: WHOLE_MAX + 20, attempts: 0 });
    const all = await listed(model.findings());
    const [articles, rows, last] = await reading(model, (page) =>
      page.evaluate(() => [
        document.querySelectorAll('article').length,
        document.querySelectorAll('#register tbody tr').length,
        document.querySelector('#register tbody tr:last-child')?.id,
      ]),
    );
    expect([articles, rows, last]).toEqual([WHOLE_MAX, all.length, all.at(-1)!.id]);
  });
});

describe('how a page looks', () => {
  it.each([
    'light',
    'dark',
  ] as const)('can be read by everybody: contrast of 4.5 to 1 and more, %s', async (colorScheme) => {
    const weak = await reading(reportModel({ findings: 30, attempts: 8 }), (page) => page.evaluate(weakContrasts), {
      colorScheme,
    });
    expect(weak).toEqual([]);
  });

  it('is printed light, on numbered pages, whatever the screen is', async () => {
    const { page } = await viewer.open(await written(htmlFormat, reportModel({ findings: 3, attempts: 3 })), {
      colorScheme: 'dark',
    });
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const screen = await background();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const [paper, skip] = [await background(), await page.isVisible('.skip')];
    await page.close();
    expect([screen, paper, skip]).toEqual(['rgb(17, 22, 28)', 'rgb(255, 255, 255)', false]);
  });
});

describe('the writing of a page', () => {
  it('reads no more findings than a slow sink takes, and ends when it is not wanted', async () => {
    const { read, error } = await writtenToStandstill(htmlFormat, reportModel({ findings: 10 }), 100_000);
    expect(read).toBeLessThan(500);
    expect(error?.message).toBe('not wanted');
  });

  it('tells how far it is, forwards alone and to the end', async () => {
    const told: number[] = [];
    await written(htmlFormat, reportModel({ findings: 120, attempts: 0 }), (count) => told.push(count));
    expect(told.at(-1)).toBe(120);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.length).toBeGreaterThan(3);
  });
});

/** Runs in the page: texts whose colour is too near to what is behind them. */
function weakContrasts(): string[] {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  const paint = (colours: string[]): number[] => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb: number[]) =>
    rgb
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i]!, 0);
  const behind = (element: Element | null): string[] =>
    element ? [...behind(element.parentElement), getComputedStyle(element).backgroundColor] : [];
  const weak = new Set<string>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement!;
    if (!node.textContent?.trim() || element.closest('desc, title')) continue;
    const style = getComputedStyle(element);
    const colour = element.closest('svg') ? style.fill : style.color;
    const back = behind(element);
    const [a, b] = [light(paint([...back, colour])), light(paint(back))].sort((x, y) => y - x) as [number, number];
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) weak.add(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return [...weak];
}
