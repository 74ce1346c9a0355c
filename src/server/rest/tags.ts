/** The chapters of the reference, in its order. */
export const TAGS = [
  { name: 'Access', description: 'Who is asking, tokens, secrets and members.' },
  { name: 'Endpoints', description: 'The LLM endpoints that are scanned.' },
  { name: 'Probes', description: 'The library of probes.' },
];
