/**
 * The engine's address without a trailing slash, with its path: behind a proxy an engine may be served below one. Throws TypeError for an address
 * that HTTP can't reach, and for one with a user name, which would end up in logs.
 */
export function engineAddress(url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new TypeError('url must be the whole address of an engine, such as https://desk.example');
  }
  const { origin, pathname, username, password } = new URL(url);
  if (username !== '' || password !== '') {
    throw new TypeError('url must not hold a user name or a password; send them in headers, as authorization');
  }
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}
