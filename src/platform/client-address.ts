import ipaddr from 'ipaddr.js';

/** Longer chains than this are no chain of proxies. */
const HOPS = 20;

/**
 * Whose request it is: the other end of the connection, or, when that is a trusted proxy, the address that it says it got the request from,
 * and so on back to the first that is not trusted. What stands before that in the header is the caller's own words and counts for nothing.
 */
export function clientAddress(
  remote: string | undefined,
  forwardedFor: string | readonly string[] | undefined,
  trustedProxies: readonly string[],
): string {
  const peer = plainAddress(remote ?? '') ?? '';
  if (trustedProxies.length === 0 || forwardedFor === undefined) return peer;
  const hops = [forwardedFor].flat().join(',').split(',').slice(-HOPS).reverse();
  let address = peer;
  for (const hop of hops) {
    if (!isIn(trustedProxies, address)) return address;
    const before = plainAddress(hop.trim());
    if (before === null) return address; // the proxy does not know, or says nothing that can be used
    address = before;
  }
  return address;
}

/** Whether an address lies in one of these blocks. Text that is no address lies in none. */
export function isIn(cidrs: readonly string[], address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return cidrs.some((cidr) => {
    const [network, bits] = blockOf(cidr);
    return network.kind() === parsed.kind() && parsed.match(network, bits);
  });
}

/** A block, or a single address as a block of its own. */
function blockOf(cidr: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  if (cidr.includes('/')) return ipaddr.parseCIDR(cidr);
  const address = ipaddr.process(cidr);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** An address in one form, without a port, IPv4 inside IPv6 as IPv4; null for anything else. */
function plainAddress(text: string): string | null {
  const bare =
    /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text)?.[1] ?? text.replace(/^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/, '$1');
  return ipaddr.isValid(bare) ? ipaddr.process(bare).toString() : null;
}
