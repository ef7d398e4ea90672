import { isIPv6 } from 'node:net';

export type TrustedOrigins = {
  readonly list: readonly string[];
  has(origin: string): boolean;
  /** Called for each request that is refused for its origin. */
  onForeign(origin: string | undefined): void;
};

/** Where the server listens: an address of its own machine, or `0.0.0.0` and `::` for all. */
export type Listening = { readonly address: string; readonly port: number };

/**
 * The loopback names under which a listening server is reached. People type `localhost`, which names both loopback addresses; if another program
 * listens on the other one, the browser chooses. A plain loopback address on which we don't listen is never trusted: another user of this machine
 * may serve pages there.
 */
function loopbackNames({ address }: Listening): string[] {
  if (address === '::') return ['localhost', '127.0.0.1', '[::1]'];
  if (address === '0.0.0.0') return ['localhost', '127.0.0.1'];
  if (address === '::1' || address === '127.0.0.1') return ['localhost', isIPv6(address) ? `[${address}]` : address];
  return [];
}

/**
 * The origins whose pages may act in a trader's name: the public address and, while that is a loopback name on the server's port, the server's
 * other loopback names, since a person may type any of them.
 */
export function trustedOriginsOf(opts: {
  publicUrl: string;
  listening?: Listening;
  onForeign?: TrustedOrigins['onForeign'];
}): TrustedOrigins {
  const { publicUrl, listening, onForeign = () => {} } = opts;
  const url = new URL(publicUrl);
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const names = listening === undefined || listening.port !== port ? [] : loopbackNames(listening);
  const others = names.includes(url.hostname)
    ? names.map((name) => new URL(`${url.protocol}//${name}:${port}`).origin)
    : [];
  const origins = new Set([url.origin, ...others]);
  return { list: [...origins], has: (origin) => origins.has(origin), onForeign };
}
