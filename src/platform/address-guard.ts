import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { DomainError } from './errors.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Block = [Address, number];

/** Which addresses may be reached: every public one, and the private ones that its blocks cover. */
export type AddressPolicy = {
  /** Equal for policies that allow the same blocks, however they were written. A connection is shared only under one key. */
  readonly key: string;
  /** Why an IP address may not be reached, in words such as `loopback`, or null when it may. */
  refusal(address: string): string | null;
};

/**
 * @param cidrs Blocks such as `10.0.0.0/8` or `::1/128`; an address alone stands for itself. They open private addresses and
 *   close nothing: public addresses are always allowed.
 * @throws DomainError `invalid_input` that names the block which cannot be read.
 */
export function addressPolicy(cidrs: readonly string[]): AddressPolicy {
  const blocks = cidrs.map(parseBlock);
  const key = [...new Set(blocks.map(([address, bits]) => `${address.toNormalizedString()}/${bits}`))].sort().join(',');
  return { key, refusal: (address) => refusalOf(address, blocks) };
}

function parseBlock(text: string): Block {
  try {
    if (text.includes('/')) return ipaddr.parseCIDR(text.trim());
    const address = ipaddr.parse(text.trim());
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  } catch (error) {
    throw new DomainError(
      'invalid_input',
      `"${text.slice(0, 64)}" is not a CIDR block such as 10.0.0.0/8 or ::1/128.`,
      {
        details: { reason: error instanceof Error ? error.message.slice(0, 100) : 'unreadable' },
      },
    );
  }
}

function refusalOf(text: string, blocks: readonly Block[]): string | null {
  if (isIP(text) === 0) return 'not an IP address';
  // The deprecated `::8.8.8.8` is no IPv4 address to the kernel, but the parser below would take it for one.
  if (/^::\d+\./.test(text)) return 'reserved';
  const address = unmapped(ipaddr.parse(text));
  const range = specialRange(address);
  return range === null || blocks.some((block) => covers(block, address)) ? null : range;
}

/** The kernel takes `::ffff:10.0.0.1` to 10.0.0.1, so that form is judged as the IPv4 address, against IPv4 blocks. */
function unmapped(address: Address): Address {
  return isV6(address) && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

function covers([network, bits]: Block, address: Address): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}

function isV6(address: Address): address is ipaddr.IPv6 {
  return address.kind() === 'ipv6';
}

const METADATA: ReadonlySet<string> = new Set([
  '169.254.169.254', // AWS, Azure, Google Cloud, DigitalOcean, Oracle
  '169.254.170.2', // AWS ECS task credentials
  '100.100.100.200', // Alibaba Cloud
  '168.63.129.16', // Azure's host channel: a public number that only answers from inside
  'fd00:ec2::254', // AWS over IPv6
]);

const WORDS: Readonly<Record<string, string>> = {
  linkLocal: 'link-local',
  carrierGradeNat: 'carrier-grade NAT',
  uniqueLocal: 'unique-local',
  unspecified: 'this host',
  deprecatedSiteLocal: 'site-local',
  rfc6145: 'translated IPv4',
  rfc6052: 'NAT64',
};

const GLOBAL_V6: Block = [ipaddr.parse('2000::'), 3];
const NAT64: Block = [ipaddr.parse('64:ff9b::'), 96];

/** The special range of an address in words; null for a public unicast address. */
function specialRange(address: Address): string | null {
  if (METADATA.has(address.toString())) return 'cloud metadata';
  if (isV6(address)) {
    // The well-known NAT64 prefix leads to the IPv4 address in its last 32 bits, and may be the only road to IPv4.
    if (covers(NAT64, address)) return specialRange(new ipaddr.IPv4(address.toByteArray().slice(12)));
    if (!covers(GLOBAL_V6, address)) return named(address.range() === 'unicast' ? 'reserved' : address.range());
  }
  const range = address.range();
  return range === 'unicast' ? null : named(range);
}

function named(range: string): string {
  return WORDS[range] ?? range;
}
