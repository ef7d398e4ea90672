import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { countedAddress, createAddressOf } from './clientAddress.ts';

const request = (opts: { peer: string; forwarded?: string }) =>
  ({
    socket: { remoteAddress: opts.peer },
    headers: opts.forwarded === undefined ? {} : { 'x-forwarded-for': opts.forwarded },
  }) as unknown as IncomingMessage;

describe('countedAddress', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:192.0.2.7%eth0', '192.0.2.7'],
  ])('counts %s as %s', (text, counted) => expect(countedAddress(text)).toBe(counted));

  it.each(['', 'unknown', '1.2.3', 'evil, 1.2.3.4', '2001:db8'])('takes %o for no address', (text) =>
    expect(countedAddress(text)).toBeUndefined(),
  );
});

describe('createAddressOf', () => {
  it.each([
    ['203.0.113.9:5678', '203.0.113.9'],
    ['[2001:db8::1]:443', '2001:db8:0:0::/64'],
    ['[2001:db8::1]', '2001:db8:0:0::/64'],
    ['"[2001:db8::1]:443"', '2001:db8:0:0::/64'],
    ['"203.0.113.9:5678"', '203.0.113.9'],
    [' "203.0.113.9" ', '203.0.113.9'],
    ['[fe80::1%eth0]:443', 'fe80:0:0:0::/64'],
    ['[::ffff:203.0.113.9]:443', '203.0.113.9'],
    ['::ffff:cb00:7109', '203.0.113.9'],
    ['\t203.0.113.9\t', '203.0.113.9'],
  ])('counts the forwarded %j as %s, whatever its port', (claimed, counted) => {
    const addressOf = createAddressOf({ trustedHops: 1 });
    expect(addressOf(request({ peer: '10.0.0.1', forwarded: `198.51.100.1, ${claimed}` }))).toBe(counted);
  });

  it.each([
    'unknown',
    '_hidden',
    '',
    '203.0.113.9:',
    '203.0.113.9:port',
    '203.0.113.9:123456',
    '203.0.113.9:1:2',
    '[203.0.113.9]:80',
    '[2001:db8::1',
    '2001:db8::1]:443',
    '[2001:db8::1]443',
    '"203.0.113.9',
    '"',
    '[]',
    '%eth0',
    '203.0.113.9%eth0',
    '203.0.113.009',
  ])('counts the proxy where it forwarded %j, which names no address', (claimed) => {
    const addressOf = createAddressOf({ trustedHops: 1 });
    expect(addressOf(request({ peer: '10.0.0.1', forwarded: `198.51.100.1, ${claimed}` }))).toBe('10.0.0.1');
  });

  it('ignores headers without a trusted proxy', () => {
    const addressOf = createAddressOf({ trustedHops: 0 });
    expect(addressOf(request({ peer: '192.0.2.7', forwarded: '198.51.100.1' }))).toBe('192.0.2.7');
  });

  it('reads as many entries from the end as there are proxies, so that entries by the client do not count', () => {
    const forwarded = '203.0.113.66, 198.51.100.1, 10.0.0.2';
    expect(createAddressOf({ trustedHops: 2 })(request({ peer: '10.0.0.1', forwarded }))).toBe('198.51.100.1');
    expect(createAddressOf({ trustedHops: 1 })(request({ peer: '10.0.0.1', forwarded: '198.51.100.1' }))).toBe(
      '198.51.100.1',
    );
  });

  it('counts the peer when the proxy named no address', () => {
    expect(createAddressOf({ trustedHops: 1 })(request({ peer: '10.0.0.1' }))).toBe('10.0.0.1');
    expect(createAddressOf({ trustedHops: 3 })(request({ peer: '10.0.0.1', forwarded: '1.1.1.1' }))).toBe('10.0.0.1');
  });
});
