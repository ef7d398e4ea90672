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
  ])('counts %s as %s', (text, counted) => expect(countedAddress(text)).toBe(counted));

  it.each(['', 'unknown', '1.2.3', 'evil, 1.2.3.4', '2001:db8'])('takes %o for no address', (text) =>
    expect(countedAddress(text)).toBeUndefined(),
  );
});

describe('createAddressOf', () => {
  it('believes no header without a proxy of ours', () => {
    const addressOf = createAddressOf({ trustedHops: 0 });
    expect(addressOf(request({ peer: '192.0.2.7', forwarded: '198.51.100.1' }))).toBe('192.0.2.7');
  });

  it('reads as many entries from the end as there are proxies, so that what the client wrote itself does not count', () => {
    const forwarded = '203.0.113.66, 198.51.100.1, 10.0.0.2';
    expect(createAddressOf({ trustedHops: 2 })(request({ peer: '10.0.0.1', forwarded }))).toBe('198.51.100.1');
    expect(createAddressOf({ trustedHops: 1 })(request({ peer: '10.0.0.1', forwarded: '198.51.100.1' }))).toBe(
      '198.51.100.1',
    );
  });

  it('counts the peer when the proxy named nobody', () => {
    expect(createAddressOf({ trustedHops: 1 })(request({ peer: '10.0.0.1' }))).toBe('10.0.0.1');
    expect(createAddressOf({ trustedHops: 3 })(request({ peer: '10.0.0.1', forwarded: '1.1.1.1' }))).toBe('10.0.0.1');
  });
});
