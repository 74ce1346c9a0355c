/** The chapters of the reference, in its order. */
export const TAGS = [
  { name: 'Targets', description: 'Everything that is scanned: endpoints, web applications, mirrors of repositories.' },
  { name: 'Scans', description: 'Runs of probes against an endpoint, and what they saw.' },
  { name: 'Findings', description: 'Confirmed weaknesses, one over all scans that see it.' },
  { name: 'Compliance', description: 'Frameworks, their controls, coverage and overlaps.' },
  { name: 'Access', description: 'Who is asking, tokens, secrets and members.' },
  { name: 'Endpoints', description: 'The LLM endpoints that are scanned.' },
  { name: 'Probes', description: 'The library of probes.' },
];
