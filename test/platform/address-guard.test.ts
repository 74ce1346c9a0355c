import { describe, expect, test } from 'vitest';
import { addressPolicy } from '#src/platform/address-guard.ts';

const closed = addressPolicy([]);

describe('without an allow-list', () => {
  test.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['10.1.2.3', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.0.1', 'private'],
    ['169.254.1.1', 'link-local'],
    ['100.64.0.1', 'carrier-grade NAT'],
    ['0.0.0.0', 'this host'],
    ['0.1.2.3', 'this host'],
    ['224.0.0.1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['240.0.0.1', 'reserved'],
    ['192.0.2.1', 'reserved'],
    ['198.18.0.1', 'reserved'],
    ['169.254.169.254', 'cloud metadata'],
    ['169.254.170.2', 'cloud metadata'],
    ['168.63.129.16', 'cloud metadata'],
    ['100.100.100.200', 'cloud metadata'],
    ['fd00:ec2::254', 'cloud metadata'],
    ['fd00:0ec2:0:0::254', 'cloud metadata'],
    ['::1', 'loopback'],
    ['::', 'this host'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['fc00::1', 'unique-local'],
    ['fdff::1', 'unique-local'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:a9fe:a9fe', 'cloud metadata'],
    ['::ffff:0:127.0.0.1', 'translated IPv4'],
    ['::127.0.0.1', 'reserved'],
    ['::8.8.8.8', 'reserved'],
    ['::808:808', 'reserved'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['64:ff9b::10.0.0.1', 'private'],
    ['64:ff9b:1::808:808', 'NAT64'],
    ['2002:7f00:1::', '6to4'],
    ['2002:808:808::', '6to4'],
    ['2001::1', 'teredo'],
    ['2001:db8::1', 'reserved'],
    ['4000::1', 'reserved'],
    ['localhost', 'not an IP address'],
    ['', 'not an IP address'],
    ['2130706433', 'not an IP address'],
  ])('%s is refused as %s', (address, range) => {
    expect(closed.refusal(address)).toBe(range);
  });

  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700:4700::1111',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
  ])('%s is public', (address) => {
    expect(closed.refusal(address)).toBeNull();
  });
});

describe('an allow-list', () => {
  const open = addressPolicy(['127.0.0.0/8', '10.1.2.3', 'fd00::/8']);

  test('opens what its blocks cover, in every form of the same address', () => {
    expect(open.refusal('127.3.2.1')).toBeNull();
    expect(open.refusal('::ffff:127.0.0.1')).toBeNull();
    expect(open.refusal('10.1.2.3')).toBeNull();
    expect(open.refusal('fd12::1')).toBeNull();
  });

  test('opens nothing else', () => {
    expect(open.refusal('10.1.2.4')).toBe('private');
    expect(open.refusal('::1')).toBe('loopback');
    expect(open.refusal('192.168.0.1')).toBe('private');
    expect(open.refusal('64:ff9b::7f00:1')).toBe('loopback');
    expect(addressPolicy(['::/0']).refusal('127.0.0.1')).toBe('loopback');
  });

  test('has one key, however it is written', () => {
    expect(addressPolicy(['::1/128', '127.0.0.0/8']).key).toBe(addressPolicy(['127.0.0.0/8', ' ::1', '::1/128']).key);
    expect(addressPolicy(['10.0.0.0/8']).key).not.toBe(addressPolicy(['10.0.0.0/9']).key);
  });

  test.each(['10.0.0.0/33', 'example.com', '10.0.0.0/8/8', '', '::1/129'])('%s is refused as a block', (block) => {
    expect(() => addressPolicy([block])).toThrow('is not a CIDR block');
  });
});
