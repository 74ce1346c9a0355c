import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { junitFormat } from '#src/reports/formats/junit.ts';
import type { ReportFinding, ReportModel } from '#src/reports/report-model.ts';
import { openBrowser } from '#test/kit/browser.ts';
import { HOSTILE, reportModel } from '#test/kit/report-model.ts';
import { listed, withFindings, written, writtenToStandstill } from '#test/kit/written-report.ts';

/** A browser's reader of XML: it takes nothing that is not well formed. */
let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
});
afterAll(() => browser?.close());

type Case = { classname: string; name: string; failure: [string, string, string] | null; skipped: string | null };
type Suites = {
  error: string | null;
  counts: Record<string, string>[];
  cases: Case[];
  properties: Record<string, string>;
};

async function read(model: ReportModel): Promise<Suites> {
  const xml = await written(junitFormat, model);
  return page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'application/xml');
    const all = (selector: string) => [...root.querySelectorAll(selector)];
    const attribute = (element: Element | null, name: string) => element?.getAttribute(name) ?? '';
    return {
      error: root.querySelector('parsererror')?.textContent ?? null,
      counts: all('testsuites, testsuite').map((suite) =>
        Object.fromEntries(['tests', 'failures', 'errors', 'skipped'].map((name) => [name, attribute(suite, name)])),
      ),
      properties: Object.fromEntries(all('property').map((one) => [attribute(one, 'name'), attribute(one, 'value')])),
      cases: all('testsuites > testsuite > testcase').map((one) => {
        const [failure, skipped] = [one.querySelector('failure'), one.querySelector('skipped')];
        return {
          classname: attribute(one, 'classname'),
          name: attribute(one, 'name'),
          failure: failure && [attribute(failure, 'type'), attribute(failure, 'message'), failure.textContent ?? ''],
          skipped: skipped && attribute(skipped, 'message'),
        };
      }),
    } as Suites;
  }, xml);
}

const outcome = ({ failure, skipped }: Case) => (failure ? 'failed' : skipped === null ? 'passed' : 'skipped');
const EXPECTED: Record<ReportFinding['status'], string> = {
  open: 'failed',
  triaged: 'failed',
  resolved: 'passed',
  accepted: 'skipped',
  false_positive: 'skipped',
};

describe('a report as JUnit’s XML', () => {
  it('has a case for each finding: failed while it is open, skipped where somebody decided, passed when it is resolved', async () => {
    const model = reportModel({ findings: 70 });
    const findings = await listed(model.findings());
    const { error, cases } = await read(model);
    expect(error).toBeNull();
    expect(cases.map(outcome)).toEqual(findings.map(({ status }) => EXPECTED[status]));
    expect(new Set(cases.map(outcome)).size).toBe(3);
    for (const [i, { classname, name }] of cases.entries()) {
      expect(name).toContain(`[${findings[i]!.id}]`);
      expect(classname).toBe(`tribunal.${findings[i]!.risks[0]}.${findings[i]!.probeId}`);
    }
  });

  it('says what has failed, why, and what to do', async () => {
    const model = reportModel({ findings: 1 });
    const [finding] = await listed(model.findings());
    const { cases } = await read(model);
    const [type, message, text] = cases[0]!.failure!;
    expect([type, message]).toEqual([finding!.severity, `${finding!.severity}: ${finding!.title}`]);
    for (const part of [finding!.description, finding!.remediation, finding!.evidenceLine, finding!.url])
      expect(text).toContain(part);
    for (const { ref } of finding!.refs) expect(text).toContain(ref);
  });

  it('gives the reason for what is skipped', async () => {
    const model = reportModel({ findings: 1 });
    const [finding] = await listed(model.findings());
    const { cases } = await read(
      withFindings(model, [
        { ...finding!, status: 'accepted', statusReason: 'The owner bears it.' },
        { ...finding!, status: 'false_positive', statusReason: null },
      ]),
    );
    expect(cases.map(({ skipped }) => skipped)).toEqual([
      `accepted: The owner bears it. ${finding!.url}`,
      `false_positive: no reason was given ${finding!.url}`,
    ]);
  });

  it('counts its cases as they are', async () => {
    const { counts, cases } = await read(reportModel({ findings: 61 }));
    const are = (what: string) => String(cases.filter((one) => outcome(one) === what).length);
    const expected = { tests: '61', failures: are('failed'), errors: '0', skipped: are('skipped') };
    expect(counts).toEqual([expected, expected]);
  });

  it('says what the report covers and how the audit log ended', async () => {
    const model = reportModel({ findings: 1 });
    const { reportId, audit, summary } = model.head;
    const { properties } = await read(model);
    expect(properties).toMatchObject({
      report_id: reportId,
      tenant: 'acme',
      grade: summary.grade,
      audit_head: `${audit.sequence} ${audit.hash}`,
    });
    expect(JSON.parse(properties.scope!)).toEqual(model.head.scope);
  });

  it.each(Object.keys(HOSTILE))('is well formed with hostile texts (%s), which come back as texts', async (kind) => {
    const model = reportModel({ findings: 9, hostile: HOSTILE[kind]! });
    const text = await written(junitFormat, model);
    expect(text.length).toBeLessThan(2_000_000);
    expect(text).not.toMatch(/(?![\n\t])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u);
    const { error, cases } = await read(model);
    expect([error, cases.length]).toEqual([null, 9]);
    if (kind === 'markup') {
      expect(cases[0]!.failure![2]).toContain(HOSTILE.markup);
      expect(cases[0]!.name).toContain('<script>alert(1)</script>');
    }
  });

  it('is well formed without findings', async () => {
    const { error, cases, counts } = await read(withFindings(reportModel({ findings: 0 }), []));
    expect([error, cases, counts[0]!.tests]).toEqual([null, [], '0']);
  });

  it('reads no more findings than a slow sink takes, and ends when it is not wanted', async () => {
    const { read: made, error } = await writtenToStandstill(junitFormat, reportModel({ findings: 10 }), 100_000);
    expect(made).toBeLessThan(500);
    expect(error?.message).toBe('not wanted');
  });
});
