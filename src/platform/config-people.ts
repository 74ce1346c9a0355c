import type { Variables } from './config-variables.ts';

/** How people sign in. */
export type PeopleConfig = {
  /** Blocks of addresses whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[];
  /** A session ends when nothing was asked with it for so long, and in any case so long after it began. */
  sessions: { idleMinutes: number; maxHours: number };
  /** The address of the first owner, on an empty database. */
  ownerEmail: string;
  /** The OpenID provider; null when people sign in by password alone. */
  oidc: OidcConfig | null;
};

/** Holds a credential: never log it. */
export type OidcConfig = {
  issuer: string;
  clientId: string;
  /** Null: a public client, which PKCE alone protects. */
  clientSecret: string | null;
  /** In lower case. Empty: every verified address, as only people who are known or invited come in. */
  allowedDomains: readonly string[];
};

export function peopleConfig(variables: Variables): PeopleConfig {
  return {
    trustedProxies: variables.TRUSTED_PROXIES,
    sessions: { idleMinutes: variables.SESSION_IDLE_MINUTES, maxHours: variables.SESSION_MAX_HOURS },
    ownerEmail: variables.OWNER_EMAIL,
    oidc: oidcConfig(variables),
  };
}

function oidcConfig(variables: Variables): OidcConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = variables;
  if (!issuer || !clientId) return null;
  return {
    issuer,
    clientId,
    clientSecret: variables.OIDC_CLIENT_SECRET ?? null,
    allowedDomains: variables.OIDC_ALLOWED_DOMAINS,
  };
}

/** The provider's address and the client's id belong together; whatever else is said of a provider is a slip without them. */
export function oidcProblems(env: Readonly<Record<string, string>>): string[] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, PUBLIC_URL: publicUrl } = env;
  if (issuer && !clientId) return ['OIDC_ISSUER is set and OIDC_CLIENT_ID is not: a provider needs both.'];
  if (clientId && !issuer) return ['OIDC_CLIENT_ID is set and OIDC_ISSUER is not: a provider needs both.'];
  if (issuer && !publicUrl)
    return ['OIDC_ISSUER is set and PUBLIC_URL is not: the provider has to know where to send people back to.'];
  const extra = ['OIDC_CLIENT_SECRET', 'OIDC_ALLOWED_DOMAINS'].filter((variable) => !issuer && env[variable]);
  return extra.map((variable) => `${variable} is set, but OIDC_ISSUER and OIDC_CLIENT_ID are not.`);
}
