import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { sarifFormat } from '#src/reports/formats/sarif.ts';
import type { ReportModel } from '#src/reports/report-model.ts';
import type { Json } from '#test/kit/ask.ts';
import { HOSTILE, reportModel } from '#test/kit/report-model.ts';
import { SARIF } from '#test/kit/sarif-schema.ts';
import { listed, withFindings, written, writtenToStandstill } from '#test/kit/written-report.ts';

const ajv = new Ajv2020({ allErrors: true, strict: true });
addFormats.default(ajv);
/** Our own reading of the specification: nothing that we do not mean, and all that we promise. */
const valid = ajv.compile(SARIF);

/** The schema that the makers of SARIF publish. Of its draft of JSON Schema it uses nothing that has changed since but how it names itself. */
const {
  $schema: _draft,
  id: _name,
  ...official
} = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as Json;
const lenient = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats.default(lenient);
const officiallyValid = lenient.compile(official);

async function runOf(model: ReportModel): Promise<Json> {
  const log = JSON.parse(await written(sarifFormat, model));
  expect(valid(log), JSON.stringify(valid.errors?.slice(0, 5))).toBe(true);
  expect(officiallyValid(log), JSON.stringify(officiallyValid.errors?.slice(0, 5))).toBe(true);
  expect(log.runs).toHaveLength(1);
  return log.runs[0];
}

/** A finding of the model with some of it changed. */
async function resultOf(change: Json): Promise<Json> {
  const model = reportModel({ findings: 1 });
  const [finding] = await listed(model.findings());
  const { results } = await runOf(withFindings(model, [{ ...finding!, ...change }]));
  return results[0];
}

describe('a report as SARIF', () => {
  it('keeps to SARIF 2.1.0: a rule for each probe, a taxonomy for each framework, a result for each finding', async () => {
    const model = reportModel({ findings: 300 });
    const findings = await listed(model.findings());
    const run = await runOf(model);
    expect(run.results.map(({ properties }: Json) => properties.findingId)).toEqual(findings.map(({ id }) => id));
    const { rules, supportedTaxonomies } = run.tool.driver;
    expect(new Set(rules.map(({ id }: Json) => id))).toEqual(new Set(findings.map(({ probeId }) => probeId)));
    expect(rules).toHaveLength(new Set(findings.map(({ probeId }) => probeId)).size);
    const slugs = model.head.frameworks.map(({ slug, edition }) => [slug, edition]);
    expect(run.taxonomies.map(({ name, version }: Json) => [name, version])).toEqual(slugs);
    expect(supportedTaxonomies).toEqual(slugs.map(([name], index) => ({ name, index })));
  });

  it('leads by each index to what it names', async () => {
    const { tool, taxonomies, results } = await runOf(reportModel({ findings: 150 }));
    for (const { ruleId, ruleIndex, taxa, properties } of results) {
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
      for (const { id, index, toolComponent } of taxa) {
        expect(taxonomies[toolComponent.index].name).toBe(toolComponent.name);
        expect(taxonomies[toolComponent.index].taxa[index].id).toBe(id);
      }
      expect(taxa).toHaveLength(properties.refs.length);
    }
    expect(results.some(({ taxa }: Json) => taxa.length > 3)).toBe(true);
  });

  it('names a control of a framework that the report leaves out nowhere', async () => {
    const { taxonomies, results } = await runOf(reportModel({ findings: 30, frameworks: ['ISO_42001'] }));
    expect(taxonomies.map(({ name }: Json) => name)).toEqual(['ISO_42001']);
    const named = results.flatMap(({ taxa }: Json) => taxa.map(({ toolComponent }: Json) => toolComponent.name));
    expect(new Set(named)).toEqual(new Set(['ISO_42001']));
  });

  it('says of each control what its tests amount to', async () => {
    const model = reportModel();
    const { taxonomies } = await runOf(model);
    expect(taxonomies.map(({ taxa }: Json) => taxa.map(({ properties }: Json) => properties.coverage))).toEqual(
      model.head.frameworks.map(({ controls }) => controls.map(({ state }) => state)),
    );
  });

  it('has the same fingerprint for a finding however often it is seen, and another for another', async () => {
    const seenAgain = {
      id: 'fnd_2027_another',
      severity: 'low',
      title: 'Another title',
      occurrences: 9,
      lastScanId: 'another',
      lastSeenAt: new Date(),
      evidence: [],
    };
    const [first, again, other] = [
      await resultOf({}),
      await resultOf(seenAgain),
      await resultOf({ fingerprint: 'f'.repeat(64) }),
    ];
    expect(again.partialFingerprints).toEqual(first.partialFingerprints);
    expect(other.partialFingerprints).not.toEqual(first.partialFingerprints);
    const { results } = await runOf(reportModel({ findings: 200 }));
    expect(new Set(results.map((one: Json) => JSON.stringify(one.partialFingerprints))).size).toBe(200);
  });

  it.each([
    ['critical', 'error', '9.5'],
    ['high', 'error', '8.0'],
    ['medium', 'warning', '5.5'],
    ['low', 'note', '3.0'],
    ['info', 'note', '0.0'],
  ])('tells %s as %s, and as %s to code hosts', async (severity, level, score) => {
    const model = reportModel({ findings: 1 });
    const [finding] = await listed(model.findings());
    const { tool, results } = await runOf(
      withFindings(model, [{ ...finding!, status: 'open', severity: severity as 'low' }]),
    );
    expect([results[0].kind, results[0].level]).toEqual(['fail', level]);
    expect(tool.driver.rules[0].properties['security-severity']).toBe(score);
  });

  it('suppresses what somebody accepted or called false, for the reason given, and passes what is resolved', async () => {
    const accepted = await resultOf({ status: 'accepted', statusReason: 'The owner bears it.' });
    expect(accepted.suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'Accepted: The owner bears it.' },
    ]);
    const wrong = await resultOf({ status: 'false_positive', statusReason: null });
    expect(wrong.suppressions[0].justification).toBe('A false positive: no reason was given');
    const resolved = await resultOf({ status: 'resolved' });
    expect([resolved.kind, resolved.level, resolved.suppressions]).toEqual(['pass', 'none', []]);
    for (const status of ['open', 'triaged']) expect((await resultOf({ status })).suppressions).toEqual([]);
  });

  it('links to the web alone', async () => {
    for (const url of ['javascript:alert(1)', '/app/findings/x', 'no address', 'file:///etc/passwd']) {
      const target = { id: 'ep_1', name: 'A target', url, kind: 'llm' };
      const result = await resultOf({ url, target });
      expect([result.hostedViewerUri, result.locations[0].physicalLocation], url).toEqual([undefined, undefined]);
      expect(result.locations[0].logicalLocations[0].fullyQualifiedName).toBe('ep_1');
    }
    expect((await resultOf({})).hostedViewerUri).toMatch(/^https:/);
  });

  it.each(Object.keys(HOSTILE))('keeps to it with hostile texts (%s), named and bounded', async (kind) => {
    const model = reportModel({ findings: 10, hostile: HOSTILE[kind]! });
    const text = await written(sarifFormat, model);
    expect(text.length).toBeLessThan(2_000_000);
    expect(text).not.toMatch(
      /(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]|\\u(202[a-e89]|206[6-9]|d[89a-f]|00[0189])/u,
    );
    expect((await runOf(model)).results).toHaveLength(10);
  });

  it('keeps to it where texts are empty, and where there are no findings', async () => {
    const model = reportModel({ findings: 1 });
    const [finding] = await listed(model.findings());
    const empty = { title: '', description: ' ', remediation: '\u202e'.slice(1), evidenceLine: '', statusReason: '' };
    const target = { ...finding!.target, name: '' };
    const run = await runOf(withFindings(model, [{ ...finding!, ...empty, target, status: 'accepted' }]));
    expect(run.results[0].message.text).toContain(finding!.probeId);
    expect((await runOf(withFindings({ ...model, head: { ...model.head, title: '' } }, []))).results).toEqual([]);
  });

  it('reads no more findings than a slow sink takes, and ends when it is not wanted', async () => {
    // The first is what stands before the findings, rules that are collected on a walk of their own among it.
    const { read, error } = await writtenToStandstill(sarifFormat, reportModel({ findings: 10 }), 20_000, 1);
    expect(read).toBeLessThan(500);
    expect(error?.message).toBe('not wanted');
  });
});
