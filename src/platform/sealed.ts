import { createHash, timingSafeEqual } from 'node:crypto';
import sodium from 'libsodium-wrappers';
import { keptKey } from './sealed-key-file.ts';
import { StartupError } from './startup-error.ts';

/** Sealed boxes: only a holder of the secret key opens them, and what was changed does not open. */
export type SealedBox = {
  /** Which key seals, as 16 hex characters. Every box carries it, so `keyIdOf(box) !== keyId` finds what a rotation has left. */
  keyId: string;
  /**
   * @param context Says what the box is for, such as its row's id; it opens under the same context only, so that a box cannot be
   *   moved to another row.
   * @returns text of the form `v1.<key id>.<base64url>`
   */
  seal(text: string, context?: string): string;
  /**
   * @throws SealedError when the key is not here, the context is another, or the box was changed
   */
  open(box: string, context?: string): string;
};

/** Why a box does not open. Names keys by their id; never holds a key or a text. */
export class SealedError extends Error {
  override readonly name = 'SealedError';
}

type KeyPair = { id: string; publicKey: Uint8Array; privateKey: Uint8Array };

const FORM = /^v1\.([0-9a-f]{16})\.([A-Za-z0-9_-]{1,100000})$/;
const CONTEXT_BYTES = 32;

/**
 * @param secretKeys 32 bytes in base64 each: the first seals, all of them open. With none, a key is made at the first start and
 *   kept in `<dataDir>/secret-key` (mode 600).
 * @throws StartupError when a key cannot be read
 */
export async function openSealedBox(options: { secretKeys: readonly string[]; dataDir: string }): Promise<SealedBox> {
  await sodium.ready;
  const texts = options.secretKeys.length > 0 ? options.secretKeys : [await keptKey(options.dataDir)];
  const pairs = texts.map(keyPair);
  const [current] = pairs as [KeyPair];
  return {
    keyId: current.id,
    seal: (text, context = '') => seal(current, text, context),
    open: (box, context = '') => open(pairs, box, context),
  };
}

/** The id of the key that opens a box. @throws SealedError for text that is no box */
export function keyIdOf(box: string): string {
  const id = FORM.exec(box)?.[1];
  if (!id) throw new SealedError('This is not a sealed value.');
  return id;
}

function keyPair(text: string): KeyPair {
  const seed = Buffer.from(text, 'base64');
  if (seed.length !== sodium.crypto_box_SEEDBYTES) throw new StartupError('SECRET_KEY has to be 32 bytes in base64.');
  const { publicKey, privateKey } = sodium.crypto_box_seed_keypair(seed);
  const id = createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
  return { id, publicKey, privateKey };
}

/** The clear text inside begins with a hash of the context: a sealed box has no associated data of its own. */
function seal(key: KeyPair, text: string, context: string): string {
  const clear = Buffer.concat([contextHash(context), Buffer.from(text, 'utf8')]);
  const box = sodium.crypto_box_seal(clear, key.publicKey);
  return `v1.${key.id}.${Buffer.from(box).toString('base64url')}`;
}

function open(keys: readonly KeyPair[], box: string, context: string): string {
  const id = keyIdOf(box);
  const key = keys.find((candidate) => candidate.id === id);
  if (!key) {
    const held = keys.map((candidate) => candidate.id).join(', ');
    throw new SealedError(
      `The value was sealed with the key ${id}, and SECRET_KEY holds ${held}: add the old key to it.`,
    );
  }
  const clear = decrypt(key, Buffer.from(box.slice(box.lastIndexOf('.') + 1), 'base64url'));
  if (!timingSafeEqual(clear.subarray(0, CONTEXT_BYTES), contextHash(context))) {
    throw new SealedError('The value was sealed for another place than the one it was found in.');
  }
  return Buffer.from(clear.subarray(CONTEXT_BYTES)).toString('utf8');
}

function decrypt(key: KeyPair, box: Uint8Array): Uint8Array {
  const changed = 'The sealed value was changed or is incomplete.';
  try {
    const clear = sodium.crypto_box_seal_open(box, key.publicKey, key.privateKey);
    if (clear.length >= CONTEXT_BYTES) return clear;
  } catch (cause) {
    throw new SealedError(changed, { cause });
  }
  throw new SealedError(changed);
}

function contextHash(context: string): Uint8Array {
  return createHash('sha256').update(context, 'utf8').digest();
}
