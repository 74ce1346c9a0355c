import { createHash } from 'node:crypto';
import type { App } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import type { Demand } from '#src/platform/rate-limit.ts';

const MINUTE = 60;

/** What one address may try, for whomever: 30 at once, then one every two seconds. */
const BY_ADDRESS = { capacity: 30, refillPerSecond: 1 / 2 };
/** What one address may try for one account: ten guesses, then one every 90 seconds. */
const BY_BOTH = { capacity: 10, refillPerSecond: 1 / 90 };
/** What one address may ask for that guesses at nobody's password. */
const VISITS = { capacity: 300, refillPerSecond: 5 };
/** What all addresses together may try for one account. Wide, so that a stranger who guesses badly does not lock its owner out at once. */
const BY_ACCOUNT = { capacity: 100, refillPerSecond: 1 / MINUTE };

/**
 * Takes a try to sign in from what the address and the account have left. `forget` puts it back: what was right was no guess.
 *
 * @throws DomainError `rate_limited` with `retry_after_seconds`, whether there is such an account or not
 */
export async function takeTry(app: App, address: string, account: string): Promise<{ forget(): void }> {
  const who = digest(account);
  const where = networkOf(address);
  const demands: Demand[] = [
    { key: `sign-in:address:${where}`, cost: 1, limit: BY_ADDRESS },
    { key: `sign-in:both:${who}:${where}`, cost: 1, limit: BY_BOTH },
    { key: `sign-in:account:${who}`, cost: 1, limit: BY_ACCOUNT },
  ];
  const { allowed, grants } = await app.limiter.takeAll(demands);
  if (allowed) return { forget: () => app.limiter.give(demands) };
  throw tooMany(Math.max(...grants.map((grant) => grant.retryAfterSeconds)));
}

function tooMany(seconds: number): DomainError {
  return new DomainError('rate_limited', `Too many tries. Try again in ${seconds} seconds.`, {
    details: { retry_after_seconds: seconds },
  });
}

/** Keys stand in Redis: no address of a person does. */
function digest(account: string): string {
  return createHash('sha256').update(account).digest('base64url').slice(0, 22);
}

/** Of IPv6 the network that one household or machine has, 64 bits, as whoever has it has all of its addresses. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const zeros = address.includes('::') ? Array(Math.max(0, 8 - groups.length - after.length)).fill('0') : [];
  return `${[...groups, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}

/** Takes a try of one address alone, for what guesses at no account: many people may share an address. @throws DomainError `rate_limited` */
export async function takeAddress(app: App, address: string): Promise<void> {
  const grant = await app.limiter.take(`sign-in:visit:${networkOf(address)}`, 1, VISITS);
  if (!grant.allowed) throw tooMany(grant.retryAfterSeconds);
}
