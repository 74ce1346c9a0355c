import type { Configuration, IDToken, UserInfoResponse } from 'openid-client';
import { email } from '#src/access/email.ts';
import type { Browser, OpenedSession } from '#src/access/open-session.ts';
import type { App } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { type OidcTrip, readTrip } from './begin-oidc.ts';
import { enterByIdentity, type Identity } from './enter-by-identity.ts';
import { openProvider } from './provider.ts';

/**
 * Signs in whoever comes back from the provider. The state, the issuer, the nonce, the code and the signature are checked against the trip that
 * this very browser began; who may come in stands in `enterByIdentity`.
 *
 * @throws DomainError `sign_in_failed`, which says nothing of why; `not_invited`; `upstream_failed`
 */
export async function finishOidc(
  app: App,
  came: { query: URLSearchParams; sealedTrip: string | null },
  browser: Browser,
): Promise<{ session: OpenedSession; returnTo: string }> {
  const trip = readTrip(app, came.sealedTrip);
  if (!trip) throw failed();
  const configuration = await openProvider(app);
  const identity = await identify(app, configuration, trip, came.query, browser.requestId);
  return { session: await enterByIdentity(app, identity, browser), returnTo: trip.returnTo };
}

async function identify(
  app: App,
  configuration: Configuration,
  trip: OidcTrip,
  query: URLSearchParams,
  requestId: string,
): Promise<Identity> {
  const client = await import('openid-client');
  const url = new URL(trip.redirectUri);
  url.search = query.toString();
  try {
    const tokens = await client.authorizationCodeGrant(configuration, url, {
      pkceCodeVerifier: trip.verifier,
      expectedState: trip.state,
      expectedNonce: trip.nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims()!;
    const said =
      claims.email === undefined && configuration.serverMetadata().userinfo_endpoint
        ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
        : claims;
    return identityOf(claims, said);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    // Its causes may hold what the provider answered: the names alone are kept.
    const { name, code, error: said } = error as { name: string; code?: string; error?: string };
    app.log.warn({ requestId, name, code, said }, 'a sign-in by OpenID failed');
    throw failed();
  }
}

function identityOf(claims: IDToken, said: IDToken | UserInfoResponse): Identity {
  const address = email.safeParse(said.email);
  const name = typeof said.name === 'string' ? said.name.trim().slice(0, 100) : '';
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: address.success && said.email_verified === true ? address.data : null,
    name: name || null,
  };
}

function failed(): DomainError {
  return new DomainError('sign_in_failed', 'Signing in did not work. Begin again.');
}
