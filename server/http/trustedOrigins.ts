const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

export type TrustedOrigins = {
  readonly list: readonly string[];
  has(origin: string): boolean;
};

/**
 * The origins whose pages may act in a trader's name: the public address, and while that is a loopback name, its other loopback names on
 * the same port, since a person may type any of them.
 */
export function trustedOriginsOf(opts: { publicUrl: string }): TrustedOrigins {
  const url = new URL(opts.publicUrl);
  const port = url.port === '' ? '' : `:${url.port}`;
  const names = LOOPBACK_NAMES.includes(url.hostname)
    ? LOOPBACK_NAMES.map((name) => `${url.protocol}//${name}${port}`)
    : [];
  const origins = new Set([url.origin, ...names]);
  return { list: [...origins], has: (origin) => origins.has(origin) };
}
