import { describe, expect, it } from 'vitest';
import { clientAddress } from '#src/platform/client-address.ts';

const PROXIES = ['10.0.0.0/8', '::1/128'];

describe('the address of a caller', () => {
  it.each([
    ['no proxy is trusted', '203.0.113.9', '198.51.100.1', [], '203.0.113.9'],
    ['the header comes from somebody who is no proxy', '203.0.113.9', '198.51.100.1', PROXIES, '203.0.113.9'],
    ['a proxy says whose it is', '10.0.0.1', '198.51.100.1', PROXIES, '198.51.100.1'],
    ['the caller wrote something before that', '10.0.0.1', '127.0.0.1, 198.51.100.1', PROXIES, '198.51.100.1'],
    ['several proxies stand in a row', '::1', '198.51.100.1, 10.1.1.1, 10.2.2.2', PROXIES, '198.51.100.1'],
    ['everybody in the row is a proxy', '10.0.0.1', '10.3.3.3, 10.2.2.2', PROXIES, '10.3.3.3'],
    ['IPv4 comes inside IPv6', '::ffff:10.0.0.1', '::ffff:198.51.100.1', PROXIES, '198.51.100.1'],
    ['the proxy adds ports', '10.0.0.1', '198.51.100.1:4711', PROXIES, '198.51.100.1'],
    ['the proxy adds brackets', '10.0.0.1', '[2001:db8::1]:4711', PROXIES, '2001:db8::1'],
    ['the proxy does not know', '10.0.0.1', 'unknown', PROXIES, '10.0.0.1'],
    ['what stands before is not readable', '10.0.0.1', 'nonsense, 10.2.2.2', PROXIES, '10.2.2.2'],
    ['there is no header', '10.0.0.1', undefined, PROXIES, '10.0.0.1'],
    ['there are several headers', '10.0.0.1', ['198.51.100.1', '10.2.2.2'], PROXIES, '198.51.100.1'],
    ['there is no connection any more', undefined, '198.51.100.1', PROXIES, ''],
  ])('when %s', (_when, remote, forwarded, proxies, address) => {
    expect(clientAddress(remote, forwarded, proxies)).toBe(address);
  });

  it('of a chain without end is looked for in its last part alone', () => {
    const chain = `198.51.100.1, ${Array(10_000).fill('10.1.1.1').join(', ')}`;
    expect(clientAddress('10.0.0.1', chain, PROXIES)).toBe('10.1.1.1');
  });
});
