import type { ReportFormat } from '#src/reports/report-format.ts';
import type { ReportModel } from '#src/reports/report-model.ts';
import { Outlet, told } from './outlet.ts';
import { controlPlaces, resultOf, ruleOf, runPropertiesOf, taxonomyOf } from './sarif-shape.ts';
import { seenLine } from './texts.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * SARIF 2.1.0: a rule for each probe, a taxonomy for each framework, a result for each finding. Rules stand before results and are collected on a
 * first walk over the findings: there are as many as probes, however many findings. A finding keeps its fingerprint from scan to scan.
 */
export const sarifFormat: ReportFormat = {
  name: 'sarif',
  extension: 'sarif',
  mediaType: 'application/sarif+json',
  async write(model, sink, onProgress, signal) {
    const out = new Outlet(sink, signal);
    const rules = await rulesOf(model);
    const indexes = new Map([...rules.keys()].map((id, index) => [id, index]));
    const places = controlPlaces(model.head);
    await out.write(openingOf(model, [...rules.values()]));
    let separator = '\n';
    for await (const finding of told(model.findings(), onProgress)) {
      await out.write(separator + JSON.stringify(resultOf(finding, indexes.get(finding.probeId)!, places)));
      separator = ',\n';
    }
    await out.write(']}]}\n');
    await out.end();
  },
};

/** The worst finding of a probe comes first and gives its rule. */
async function rulesOf({ findings }: ReportModel): Promise<Map<string, object>> {
  const rules = new Map<string, object>();
  for await (const finding of findings()) if (!rules.has(finding.probeId)) rules.set(finding.probeId, ruleOf(finding));
  return rules;
}

function openingOf({ head }: ReportModel, rules: readonly object[]): string {
  const driver = {
    name: 'Tribunal',
    rules,
    supportedTaxonomies: head.frameworks.map(({ slug }, index) => ({ name: slug, index })),
  };
  const run = {
    tool: { driver },
    automationDetails: { id: `tribunal/${head.tenant.slug}/`, description: { text: seenLine(head.title) || 'Report' } },
    columnKind: 'utf16CodeUnits',
    taxonomies: head.frameworks.map(taxonomyOf),
    properties: runPropertiesOf(head),
  };
  const text = JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] });
  // Left open where the results go.
  return `${text.slice(0, -3)},"results":[`;
}
