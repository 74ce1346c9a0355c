import type { Severity } from '#src/probes/probe-file.ts';
import type { ReportFinding, ReportFramework, ReportHead } from '#src/reports/report-model.ts';
import { seen, seenLine } from './texts.ts';

const LEVEL = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
} as const satisfies Record<Severity, string>;
/** What code hosts sort by, as a text of a number from 0 to 10. */
const SCORE: Record<Severity, string> = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0', info: '0.0' };

/** The rule of a finding's probe. */
export function ruleOf({ probeId, title, description, remediation, severity, risks, url }: ReportFinding): object {
  return {
    id: probeId,
    shortDescription: { text: seenLine(title) || probeId },
    fullDescription: { text: seen(description) || probeId },
    help: { text: seen(remediation) || 'See the finding.' },
    ...(isUri(url) ? { helpUri: url } : {}),
    defaultConfiguration: { level: LEVEL[severity] },
    properties: { tags: ['security', 'ai', ...risks], 'security-severity': SCORE[severity] },
  };
}

/** A framework as a taxonomy, its controls as taxa. */
export function taxonomyOf({ slug, name, edition, publisher, url, controls }: ReportFramework): object {
  return {
    name: slug,
    version: edition,
    organization: publisher,
    informationUri: url,
    shortDescription: { text: name },
    isComprehensive: true,
    taxa: controls.map(({ ref, title, state }) => ({
      id: ref,
      name: ref,
      shortDescription: { text: seenLine(title) || ref },
      properties: { coverage: state },
    })),
  };
}

/** Where the taxonomies have each control: that of its framework, and its place in it. */
export type ControlPlaces = ReadonlyMap<string, { framework: string; taxonomy: number; index: number }>;

export function controlPlaces({ frameworks }: ReportHead): ControlPlaces {
  return new Map(
    frameworks.flatMap(({ slug, controls }, taxonomy) =>
      controls.map(({ ref }, index) => [ref, { framework: slug, taxonomy, index }] as const),
    ),
  );
}

/** A finding as a result. What somebody accepted, or called false, is suppressed for the reason given. */
export function resultOf(finding: ReportFinding, ruleIndex: number, places: ControlPlaces): object {
  const { probeId, severity, status, title, evidenceLine, target, refs, url } = finding;
  const taxa = refs.flatMap(({ ref }) => {
    const place = places.get(ref);
    if (!place) return [];
    const toolComponent = { name: place.framework, index: place.taxonomy };
    return [{ id: ref, index: place.index, toolComponent }];
  });
  return {
    ruleId: probeId,
    ruleIndex,
    ...(status === 'resolved' ? { kind: 'pass', level: 'none' } : { kind: 'fail', level: LEVEL[severity] }),
    message: { text: `${seenLine(title) || probeId}: ${seenLine(evidenceLine, 2000)}` },
    locations: [locationOf(target)],
    partialFingerprints: { 'tribunalFinding/v1': finding.fingerprint },
    ...(isUri(url) ? { hostedViewerUri: url } : {}),
    occurrenceCount: Math.max(1, finding.occurrences),
    taxa,
    suppressions: suppressionsOf(finding),
    provenance: {
      firstDetectionTimeUtc: finding.firstSeenAt.toISOString(),
      lastDetectionTimeUtc: finding.lastSeenAt.toISOString(),
    },
    properties: {
      findingId: finding.id,
      severity,
      status,
      confidence: finding.confidence,
      regressed: finding.regressed,
      risks: finding.risks,
      refs: refs.map(({ ref, edition, direct, strength }) => ({ ref, edition, direct, strength })),
      evidence: finding.evidence.map(({ id, source, sha256 }) => ({ id, source, sha256 })),
    },
  };
}

/** There is no file and no line: the place is the target. */
function locationOf({ id, name, url, kind }: ReportFinding['target']): object {
  return {
    ...(isUri(url) ? { physicalLocation: { artifactLocation: { uri: new URL(url).href } } } : {}),
    logicalLocations: [
      { name: seenLine(name, 200) || id, fullyQualifiedName: id, kind: kind === 'repo' ? 'module' : 'resource' },
    ],
  };
}

function suppressionsOf({ status, statusReason }: ReportFinding): object[] {
  if (status !== 'accepted' && status !== 'false_positive') return [];
  const reason = `${status === 'accepted' ? 'Accepted' : 'A false positive'}: ${seenLine(statusReason ?? '') || 'no reason was given'}`;
  return [{ kind: 'external', status: 'accepted', justification: reason }];
}

export function runPropertiesOf(head: ReportHead): object {
  const { reportId, generatedAt, scope, summary, audit, scanCount, judgeModels } = head;
  return { reportId, generatedAt, tenant: head.tenant.slug, scope, summary, scanCount, judgeModels, auditHead: audit };
}

function isUri(text: string): boolean {
  return /^https?:$/.test(URL.parse(text)?.protocol ?? '');
}
