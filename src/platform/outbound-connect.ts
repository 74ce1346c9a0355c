import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { AddressPolicy } from './address-guard.ts';
import { OutboundError } from './outbound-error.ts';

/** Every address of a host name, by whatever the operator's machine uses to resolve names. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

export const systemResolve: Resolve = async (hostname) =>
  (await systemLookup(hostname, { all: true })).map((entry) => entry.address);

/**
 * Opens connections to allowed addresses only. A name is resolved once for each connection, every address of the answer has to be
 * allowed, and the socket is connected to those addresses: a name that resolves differently a moment later is never asked again.
 */
export function guardedConnector(
  policy: AddressPolicy,
  resolve: Resolve,
  options: { ca?: readonly string[] | undefined; timeoutMs: number },
): buildConnector.connector {
  const connect = buildConnector({
    allowH2: false,
    timeout: options.timeoutMs,
    lookup: pinnedLookup(policy, resolve),
    ...(options.ca === undefined ? {} : { ca: [...options.ca] }),
  });
  return (target, callback) => {
    // The operating system takes an address as it stands, without a lookup, so it is checked here.
    const refusal = isIP(target.hostname) === 0 ? null : policy.refusal(target.hostname);
    if (refusal === null) connect(target, callback);
    else process.nextTick(callback, privateAddress(target.hostname, refusal), null);
  };
}

/**
 * @returns the addresses of `hostname`, all of them allowed.
 * @throws OutboundError `dns` or `private_address`
 */
export async function resolveAllowed(
  hostname: string,
  policy: AddressPolicy,
  resolve: Resolve,
): Promise<readonly string[]> {
  const addresses = isIP(hostname) === 0 ? await resolveName(hostname, resolve) : [hostname];
  for (const address of addresses) {
    const refusal = policy.refusal(address);
    if (refusal !== null) throw privateAddress(hostname, refusal);
  }
  return addresses;
}

function pinnedLookup(policy: AddressPolicy, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolveAllowed(hostname, policy, resolve).then(
      (addresses) => {
        const pinned = addresses.map((address) => ({ address, family: isIP(address) }));
        if (options.all) callback(null, pinned);
        else callback(null, pinned[0]!.address, pinned[0]!.family);
      },
      (error: Error) => callback(error, '', 0),
    );
  };
}

async function resolveName(hostname: string, resolve: Resolve): Promise<readonly string[]> {
  const addresses = await resolve(hostname).catch((cause: unknown) => {
    throw new OutboundError('dns', `The name ${hostname} could not be resolved.`, { cause });
  });
  if (addresses.length === 0) throw new OutboundError('dns', `The name ${hostname} has no address.`);
  return addresses;
}

/** The address itself is not told: what a name means inside the operator's network is not the caller's to learn. */
function privateAddress(hostname: string, range: string): OutboundError {
  const what =
    isIP(hostname) === 0 ? `${hostname} leads to an address that is not public` : `${hostname} is not public`;
  return new OutboundError('private_address', `${what} (${range}), and ALLOW_PRIVATE_TARGETS does not cover it.`);
}
