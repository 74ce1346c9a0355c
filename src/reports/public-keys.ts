import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { App } from '#src/platform/context.ts';
import { isKept } from '#src/platform/sealed-key-file.ts';
import { StartupError } from '#src/platform/startup-error.ts';
import { type SigningCertificate, signingCertificate } from './signing-certificate.ts';
import { type PublicJwk, signingKeys } from './signing-keys.ts';

/** A certificate as a JSON Web Key (RFC 7517): its key, and in `x5c` the certificate itself and those that issued it. */
export type CertificateJwk = { kty: string; kid: string; use: 'sig'; x5c: string[] } & Record<string, unknown>;

/** What `/.well-known/tribunal-keys.json` tells: the keys of detached signatures, then the certificate of those in PDF documents. */
export type PublicKeySet = { keys: (PublicJwk | CertificateJwk)[] };

/** The public keys of this installation. */
export async function publicKeys(app: Pick<App, 'config' | 'clock'>): Promise<PublicKeySet> {
  const { jwks } = await signingKeys(app);
  const found = await signingCertificate(app);
  return { keys: [...jwks.keys, ...(found ? [certificateJwk(found)] : [])] };
}

/**
 * The same for a command that may run where no installation is: it makes no key.
 *
 * @throws StartupError when this machine has none, for whoever checks a report that another one signed
 */
export async function ownPublicKeys(app: Pick<App, 'config' | 'clock'>): Promise<PublicKeySet> {
  const { signingKeys: seeds, dataDir } = app.config;
  if (seeds.length === 0 && !(await isKept(dataDir, 'signing-key')))
    throw new StartupError(
      'This machine has no key of its own to check with. Name those of the installation that signed, with --keys.',
    );
  return publicKeys(app);
}

function certificateJwk({ certificate, issuers }: SigningCertificate): CertificateJwk {
  const { kty, ...members } = certificate.publicKey.export({ format: 'jwk' });
  const kid = certificate.fingerprint256.replaceAll(':', '').toLowerCase().slice(0, 32);
  return {
    ...members,
    kty: kty ?? 'RSA',
    kid,
    use: 'sig',
    x5c: [certificate, ...issuers].map(({ raw }) => raw.toString('base64')),
  };
}

/** The keys that somebody trusts: for detached signatures, and SHA-256 fingerprints in hex of certificates. */
export type TrustedKeys = { keys: PublicJwk[]; certificates: Set<string> };

const jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string().max(20) })).max(100) });
const ed25519 = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().max(64),
  kid: z.string().max(64),
});
const withCertificate = z.object({ x5c: z.array(z.base64().max(20_000)).min(1).max(10) });

/** Reads a set of keys of whatever source; keys of other kinds are passed over. Null when it is none, or holds none that is of use. */
export function trustedKeys(set: unknown): TrustedKeys | null {
  const parsed = jwks.safeParse(set);
  if (!parsed.success) return null;
  const trusted: TrustedKeys = { keys: [], certificates: new Set() };
  for (const key of parsed.data.keys) {
    const signing = ed25519.safeParse(key);
    if (signing.success) trusted.keys.push({ ...signing.data, use: 'sig', alg: 'EdDSA' });
    const certificate = withCertificate.safeParse(key);
    for (const der of certificate.data?.x5c ?? []) trusted.certificates.add(fingerprintOf(Buffer.from(der, 'base64')));
  }
  return trusted.keys.length + trusted.certificates.size > 0 ? trusted : null;
}

/** SHA-256 of a certificate in hex. */
export function fingerprintOf(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex');
}
