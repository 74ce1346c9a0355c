import type { Probe, ProbeLibrary } from './probe.ts';
import { RISKS, type Risk, SEVERITIES, type Severity } from './probe-file.ts';
import { RISK_TITLES } from './risks.ts';
import { formatTable } from './table.ts';

type RiskCoverage = {
  risk: Risk;
  title: string;
  /** Probes that are counted under the risk: it is the first that they name. */
  probes: number;
  /** Probes that name the risk at any place. */
  touching: number;
  severities: Record<Severity, number>;
  /** Probes of this risk whose oracles decide both ways, so that no judge is needed. */
  decidable: number;
};

type ProbeCoverage = {
  versionHash: string;
  probes: number;
  prompts: number;
  decidable: number;
  decidableShare: number;
  severities: Record<Severity, number>;
  risks: RiskCoverage[];
};

/** What the library tests, by the first risk of each probe. Deprecated probes are not counted. */
export function coverageOf(library: ProbeLibrary): ProbeCoverage {
  const probes = library.all.filter(({ status }) => status !== 'deprecated');
  const decidable = probes.filter(isDecidable).length;
  return {
    versionHash: library.versionHash,
    probes: probes.length,
    prompts: probes.reduce((sum, probe) => sum + probe.prompts.length, 0),
    decidable,
    decidableShare: probes.length === 0 ? 0 : decidable / probes.length,
    severities: severitiesOf(probes),
    risks: RISKS.map((risk) => {
      const own = probes.filter(({ risks }) => risks[0] === risk);
      return {
        risk,
        title: RISK_TITLES[risk],
        probes: own.length,
        touching: probes.filter(({ risks }) => risks.includes(risk)).length,
        severities: severitiesOf(own),
        decidable: own.filter(isDecidable).length,
      };
    }),
  };
}

function isDecidable({ oracle }: Probe): boolean {
  return oracle.silence === 'resistant';
}

function severitiesOf(probes: readonly Probe[]): Record<Severity, number> {
  const counts = SEVERITIES.map((severity) => [severity, probes.filter((probe) => probe.severity === severity).length]);
  return Object.fromEntries(counts) as Record<Severity, number>;
}

/** The coverage as a table for a terminal. */
export function printProbeCoverage(library: ProbeLibrary, write: (text: string) => void): void {
  const coverage = coverageOf(library);
  const share = `${coverage.decidable} (${Math.round(coverage.decidableShare * 100)} %)`;
  const total = [
    '',
    'all',
    coverage.probes,
    '',
    ...SEVERITIES.map((severity) => coverage.severities[severity] || '·'),
    share,
  ];
  const rows = coverage.risks.map((row) => [
    row.risk,
    row.title,
    row.probes,
    row.touching,
    ...SEVERITIES.map((severity) => row.severities[severity] || '·'),
    row.decidable,
  ]);
  const heads = ['risk', 'title', 'probes', 'touching', ...SEVERITIES, 'no judge needed'];
  write(formatTable(heads, rows, total, { ruleAfter: 10 }));
  write(
    `\n  ${coverage.probes} probes with ${coverage.prompts} prompts · library ${coverage.versionHash.slice(0, 16)}\n`,
  );
  write(
    '  probes: counted under their first risk · touching: naming the risk anywhere · no judge needed: the oracles decide both ways\n',
  );
}
