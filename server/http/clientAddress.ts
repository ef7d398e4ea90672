import type { IncomingMessage } from 'node:http';
import { isIPv4, isIPv6, SocketAddress } from 'node:net';

/** The address of a request, for counting: an IPv4 address, or the /64 of an IPv6 address, since one customer holds at least that. */
export type AddressOf = (req: IncomingMessage) => string;

/** ::ffff:192.0.2.1 is 192.0.2.1 on a dual-stack socket. */
const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** How proxies write an address: in quotes or not, then IPv6 in brackets or either with a port. */
const QUOTED = /^"([^"]*)"$/;
const BRACKETED = /^\[([^\]]*:[^\]]*)\](?::\d{1,5})?$/;
const WITH_PORT = /^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/;

/** The first four groups of an IPv6 address, written out. */
function prefix64(address: string): string {
  const [head = '', tail = ''] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::') ? Array.from({ length: 8 - left.length - right.length }, () => '0') : [];
  const groups = [...left, ...zeros, ...right].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/** The counted form of an address; undefined for an invalid one. */
export function countedAddress(text: string): string | undefined {
  if (isIPv4(text)) return text;
  if (!isIPv6(text)) return undefined;
  // Without its zone, and in the one spelling that Node gives (an IPv4 tail becomes two groups, unless the whole is an IPv4 address).
  const { address } = new SocketAddress({ address: text.split('%')[0] ?? text, family: 'ipv6' });
  return MAPPED_IPV4.exec(address)?.[1] ?? prefix64(address);
}

/** The counted form of an entry of X-Forwarded-For; undefined when it names no address. A port is ignored. */
function countedEntry(entry: string): string | undefined {
  const trimmed = entry.trim();
  const bare = QUOTED.exec(trimmed)?.[1] ?? trimmed;
  return countedAddress(BRACKETED.exec(bare)?.[1] ?? WITH_PORT.exec(bare)?.[1] ?? bare);
}

/**
 * `trustedHops` is the number of our own proxies in front of the server. Each appends the address that it saw to X-Forwarded-For, so the entry at
 * that distance from the end is the client's. Entries before it may be forged. With 0 the header is ignored.
 */
export function createAddressOf(opts: { trustedHops: number }): AddressOf {
  const { trustedHops } = opts;
  return (req) => {
    const peer = req.socket.remoteAddress ?? '';
    const forwarded = trustedHops === 0 ? [] : String(req.headers['x-forwarded-for'] ?? '').split(',');
    const claimed = trustedHops === 0 ? undefined : countedEntry(forwarded.at(-trustedHops) ?? '');
    return claimed ?? countedAddress(peer) ?? 'unknown';
  };
}
