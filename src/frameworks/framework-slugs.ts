/** The six frameworks, in this order everywhere. */
export const FRAMEWORK_SLUGS = [
  'OWASP_LLM',
  'OWASP_AGENTIC',
  'NIST_AI_600_1',
  'MITRE_ATLAS',
  'EU_AI_ACT',
  'ISO_42001',
] as const;
export type FrameworkSlug = (typeof FRAMEWORK_SLUGS)[number];

/** A framework in one edition, as one word. */
export function editionKey(slug: string, edition: string): string {
  return `${slug}@${edition}`;
}
