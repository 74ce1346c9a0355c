import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { turnstile } from './turnstile.ts';

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2 as never);

/** Argon2id as OWASP's Password Storage Cheat Sheet asks for at least: 19 MiB, two passes, one lane. */
const PRESENT = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;
const PHC = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,4}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/**
 * Each derivation holds 19 MiB and one of the process's few threads for some 30 ms. Two at once, and no more than fit into some two seconds
 * of waiting, so that a flood of sign-ins costs neither the memory nor the threads that everything else needs.
 */
const pass = turnstile({ atOnce: 2, waiting: 64 });

/** The cost of a derivation, as it stands in the hash. */
type Cost = typeof PRESENT;

/** A password as it is stored: argon2id in PHC form, with a salt of its own. @throws DomainError `rate_limited` when too many wait */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await tagOf(password, salt, PRESENT, TAG_BYTES);
  const { memory, passes, parallelism } = PRESENT;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
}

/**
 * Whether the password is the one behind the hash, in constant time. Null, for somebody unknown or without a password, costs the same work
 * and is never right.
 *
 * @throws DomainError `rate_limited` when too many wait
 */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  const { cost, salt, tag } = parse(hash ?? NOBODYS);
  const came = await tagOf(password, salt, cost, tag.length);
  return timingSafeEqual(came, tag) && hash !== null;
}

/** Whether a hash was made at another cost than hashes are made at now. */
export function isOutdated(hash: string): boolean {
  const { cost } = parse(hash);
  return Object.entries(PRESENT).some(([name, value]) => cost[name as keyof Cost] !== value);
}

/** No password has it: salt and tag have nothing to do with each other. */
const NOBODYS = `$argon2id$v=19$m=${PRESENT.memory},t=${PRESENT.passes},p=${PRESENT.parallelism}$${base64(randomBytes(SALT_BYTES))}$${base64(randomBytes(TAG_BYTES))}`;

function tagOf(password: string, nonce: Buffer, cost: Cost, tagLength: number): Promise<Buffer> {
  // One password, however the keyboard composes its letters.
  const message = password.normalize('NFKC');
  return pass(() => derive('argon2id', { message, nonce, tagLength, ...cost }));
}

function parse(hash: string): { cost: Cost; salt: Buffer; tag: Buffer } {
  const match = PHC.exec(hash);
  if (!match) throw new Error('a stored password is not in PHC form');
  const [memory, passes, parallelism] = match.slice(1, 4).map(Number) as [number, number, number];
  return {
    cost: { memory, passes, parallelism },
    salt: Buffer.from(match[4]!, 'base64'),
    tag: Buffer.from(match[5]!, 'base64'),
  };
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
