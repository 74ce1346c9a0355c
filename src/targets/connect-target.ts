import type { TenantApp } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { type Connection, PROVIDERS, type ProviderName } from '#src/providers/provider.ts';
import { openSecret, secretName } from '#src/secrets/open-secret.ts';
import type { LlmConfig } from './llm-config.ts';

export type TargetRow = {
  tenant_id: string;
  id: string;
  url: string;
  config: LlmConfig;
  sealed_credentials: string | null;
};

/**
 * How to reach a target now: its credentials are opened here, at the moment of use, and live no longer than the scan's lane.
 *
 * @throws DomainError `provider_not_available`, `secret_ref_unknown`
 */
export async function connectTarget(app: Pick<TenantApp, 'db' | 'sealed'>, row: TargetRow): Promise<Connection> {
  const { config } = row;
  return {
    provider: availableProvider(config.provider),
    url: row.url,
    model: config.model,
    headers: await openHeaders(app, row),
    requestTemplate: config.requestTemplate,
    responsePath: config.responsePath,
    timeoutMs: config.timeoutS * 1000,
  };
}

/** @throws DomainError `provider_not_available` */
export function availableProvider(name: string): ProviderName {
  if ((PROVIDERS as readonly string[]).includes(name)) return name as ProviderName;
  throw new DomainError(
    'provider_not_available',
    `The provider ${name} cannot be scanned by this version. It can do: ${PROVIDERS.join(', ')}.`,
  );
}

async function openHeaders(app: Pick<TenantApp, 'db' | 'sealed'>, row: TargetRow): Promise<Record<string, string>> {
  if (!row.sealed_credentials) return {};
  const headers = JSON.parse(
    app.sealed.open(row.sealed_credentials, credentialsContext(row.tenant_id, row.id)),
  ) as Record<string, string>;
  const opened = await Promise.all(
    Object.entries(headers).map(async ([name, value]) => [name, await openWords(app, row.tenant_id, value)] as const),
  );
  return Object.fromEntries(opened);
}

async function openWords(app: Pick<TenantApp, 'db' | 'sealed'>, tenantId: string, value: string): Promise<string> {
  const words = value.split(' ').map((word) => (secretName(word) ? openSecret(app, tenantId, word) : word));
  // A secret may hold its scheme already: `Bearer secret:key` with a secret that begins with Bearer sends it once.
  return (await Promise.all(words)).join(' ').replace(/^Bearer Bearer /, 'Bearer ');
}

/** What a target's credentials are sealed for: the box opens for this target only. */
export function credentialsContext(tenantId: string, targetId: string): string {
  return `target:${tenantId}:${targetId}`;
}
