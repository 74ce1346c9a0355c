import type { ClientAuth, Configuration } from 'openid-client';
import type { OidcConfig } from '#src/platform/config-people.ts';
import type { App } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { providerFetch } from './provider-fetch.ts';

/** How long what the provider says of itself is believed. Its keys are asked for again whenever a new one turns up. */
const FRESH_MS = 3_600_000;

type Known = { at: number; configuration: Promise<Configuration> };

/** One for each process and provider. */
const known = new WeakMap<OidcConfig, Known>();

/**
 * The operator's OpenID provider, by discovery.
 *
 * @throws DomainError `not_found` where none is configured, `upstream_failed` while it cannot be asked
 */
export async function openProvider(app: App): Promise<Configuration> {
  const { oidc } = app.config;
  if (!oidc) throw new DomainError('not_found', 'No OpenID provider is configured here: sign in by password.');
  const found = known.get(oidc);
  const now = app.clock.now();
  const fresh = found && now - found.at < FRESH_MS ? found : { at: now, configuration: discover(app, oidc) };
  known.set(oidc, fresh);
  try {
    return await fresh.configuration;
  } catch (error) {
    known.delete(oidc);
    app.log.warn({ err: (error as Error).message }, 'the OpenID provider cannot be asked');
    throw new DomainError('upstream_failed', 'The OpenID provider cannot be reached. Try again later.');
  }
}

/** Loaded when first needed: most installations have no provider. */
async function discover(app: App, oidc: OidcConfig): Promise<Configuration> {
  const client = await import('openid-client');
  const issuer = new URL(oidc.issuer);
  return client.discovery(issuer, oidc.clientId, {}, clientAuth(client, oidc.clientSecret), {
    [client.customFetch]: providerFetch(app.outbound),
    execute: [
      // The signature of the ID token too, and not alone the line that it came over.
      client.enableNonRepudiationChecks,
      // Plain HTTP only where the operator wrote it down so.
      ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []),
    ],
  });
}

/** In the header, as the standard has it, unless the provider says that it takes the body alone. */
function clientAuth(client: typeof import('openid-client'), secret: string | null): ClientAuth {
  if (secret === null) return client.None();
  const [basic, post] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)];
  return (server, metadata, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported;
    const byHeader = methods === undefined || methods.includes('client_secret_basic');
    return (byHeader ? basic : post)(server, metadata, body, headers);
  };
}
