import { tenantSettings } from '#src/access/tenant-settings.ts';
import { type EditionChoice, frameworkIn, type Mapping, mappingFor } from './mapping.ts';

type Reader = Parameters<typeof tenantSettings>[0];

/**
 * The mapping for a tenant: with the editions that are named, else the tenant's own choice, else the defaults.
 *
 * @throws DomainError `framework_unknown`, `edition_unknown`
 */
export async function tenantMapping(
  app: Reader,
  tenantId: string,
  choices: readonly EditionChoice[] | null | undefined = [],
): Promise<Mapping> {
  return mappingFor([...(choices ?? []), await ownChoice(app, tenantId)]);
}

/** The edition of one framework that holds for a tenant. Throws as `tenantMapping`. */
export async function tenantEdition(
  app: Reader,
  tenantId: string,
  slug: string,
  edition?: string | null,
): Promise<string> {
  const own = await ownChoice(app, tenantId);
  return frameworkIn(slug, edition ?? (own.framework === slug ? own.edition : null)).edition;
}

async function ownChoice(app: Reader, tenantId: string): Promise<EditionChoice> {
  const { owaspLlmEdition } = await tenantSettings(app, tenantId);
  return { framework: 'OWASP_LLM', edition: String(owaspLlmEdition) };
}
