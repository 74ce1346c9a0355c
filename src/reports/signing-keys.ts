import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { App } from '#src/platform/context.ts';
import { keptKey } from '#src/platform/sealed-key-file.ts';

/** A public key as `/.well-known/tribunal-keys.json` tells it: a JSON Web Key (RFC 8037). */
export type PublicJwk = { kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string; use: 'sig'; alg: 'EdDSA' };

export type SigningKeys = {
  /** The key that signs now. */
  current: { kid: string; sign(bytes: Uint8Array): string };
  /** Every key whose signatures hold, the current one first. */
  jwks: { keys: PublicJwk[] };
};

/** What a 32-byte seed is wrapped in to be a private key in PKCS #8 (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

const opened = new WeakMap<object, Promise<SigningKeys>>();

/** The keys of a process, opened once: from the configuration, else the one kept in the data folder. */
export function signingKeys(app: Pick<App, 'config'>): Promise<SigningKeys> {
  const known = opened.get(app.config) ?? open(app);
  opened.set(app.config, known);
  return known;
}

async function open({ config }: Pick<App, 'config'>): Promise<SigningKeys> {
  const { signingKeys: seeds, dataDir } = config;
  const texts = seeds.length > 0 ? seeds : [await keptKey(dataDir, 'signing-key')];
  const pairs = texts.map((text) => {
    const key = createPrivateKey({
      key: Buffer.concat([PKCS8_HEAD, Buffer.from(text, 'base64')]),
      format: 'der',
      type: 'pkcs8',
    });
    return { key, jwk: publicJwk(createPublicKey(key)) };
  });
  const { key, jwk } = pairs[0]!;
  return {
    current: { kid: jwk.kid, sign: (bytes) => sign(null, bytes, key).toString('base64url') },
    jwks: { keys: pairs.map((pair) => pair.jwk) },
  };
}

/** The key's id is the beginning of the SHA-256 of the key itself: nobody can give another key the same id. */
function publicJwk(key: KeyObject): PublicJwk {
  const { x } = key.export({ format: 'jwk' }) as { x: string };
  const kid = createHash('sha256').update(Buffer.from(x, 'base64url')).digest('hex').slice(0, 32);
  return { kty: 'OKP', crv: 'Ed25519', x, kid, use: 'sig', alg: 'EdDSA' };
}
