/** The address that a browser uses without PUBLIC_URL; an address that means "every interface" becomes localhost. */
export function localUrl(opts: { host: string; port: number }): string {
  const everywhere = opts.host === '0.0.0.0' || opts.host === '::' || opts.host === '127.0.0.1' || opts.host === '::1';
  const name = everywhere ? 'localhost' : opts.host.includes(':') ? `[${opts.host}]` : opts.host;
  return `http://${name}:${opts.port}`;
}
