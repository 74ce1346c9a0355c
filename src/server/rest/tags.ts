/** The chapters of the reference, in its order. */
export const TAGS = [
  { name: 'Targets', description: 'Everything that is scanned: endpoints, web applications, mirrors of repositories.' },
  { name: 'Scans', description: 'Runs of probes against an endpoint, and what they saw.' },
  { name: 'Findings', description: 'Confirmed weaknesses, one over all scans that see it.' },
  { name: 'Compliance', description: 'Frameworks, their controls, coverage and overlaps.' },
  { name: 'Reports', description: 'Evidence packs: findings with their mappings, as a file that can be verified.' },
  { name: 'Access', description: 'Who is asking, tokens, secrets, members and settings.' },
  { name: 'DLP', description: 'Rules over what is sent to targets: what is blocked, redacted or noted.' },
  { name: 'Webhooks', description: 'Addresses that are told what happens, and what they were told.' },
  { name: 'Schedules', description: 'Scans that start by the clock.' },
  { name: 'Audit', description: 'What was done and what was used.' },
  { name: 'Endpoints', description: 'The LLM endpoints that are scanned.' },
  { name: 'Probes', description: 'The library of probes.' },
];
