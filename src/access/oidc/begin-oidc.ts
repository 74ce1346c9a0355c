import type { App } from '#src/platform/context.ts';
import { openProvider } from './provider.ts';

/** What has to be the same when the browser comes back. It travels sealed in a cookie, and nothing is kept of it here. */
export type OidcTrip = {
  state: string;
  nonce: string;
  verifier: string;
  redirectUri: string;
  returnTo: string;
  at: number;
};

/** How long a person has to sign in at the provider. */
export const TRIP_MS = 600_000;

/** Where to send the browser, and the sealed trip for its cookie. @throws DomainError `not_found`, `upstream_failed` */
export async function beginOidc(
  app: App,
  options: { redirectUri: string; returnTo: string },
): Promise<{ url: string; sealedTrip: string }> {
  const configuration = await openProvider(app);
  const client = await import('openid-client');
  const trip: OidcTrip = {
    ...options,
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
    at: app.clock.now(),
  };
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: trip.redirectUri,
    scope: 'openid email profile',
    state: trip.state,
    nonce: trip.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(trip.verifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, sealedTrip: app.sealed.seal(JSON.stringify(trip), 'oidc-trip') };
}

/** The trip in a cookie; null for one that is not ours, or too old. */
export function readTrip(app: App, sealed: string | null): OidcTrip | null {
  if (sealed === null) return null;
  try {
    const trip = JSON.parse(app.sealed.open(sealed, 'oidc-trip')) as OidcTrip;
    return app.clock.now() - trip.at <= TRIP_MS ? trip : null;
  } catch {
    return null; // tampered with, or sealed with a key that is gone: as good as none
  }
}
