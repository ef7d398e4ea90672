import postgres, { type Options, type PostgresType, type Sql } from 'postgres';

const USUAL_PORT = '5432';

/**
 * Opens a client of the Postgres that a URL names. As with PostgreSQL's own programs, `?host=/folder` names the folder of a Unix socket, and so
 * does a host with its slashes written as %2F; the port is part of the socket's name. The driver understands neither.
 */
export function openPostgres(url: string, options: Options<Record<string, PostgresType>>): Sql {
  const { address, path } = socketIn(url);
  return postgres(address, path === undefined ? options : { ...options, path });
}

/** The URL without its Unix socket, and the socket's path; undefined when the URL names none. */
export function socketIn(url: string): { readonly address: string; readonly path: string | undefined } {
  // Several hosts with a port each make no URL, though the driver knows them.
  if (!URL.canParse(url)) return { address: url, path: undefined };
  const address = new URL(url);
  const folder = address.searchParams.get('host') ?? decodeURIComponent(address.hostname);
  if (!folder.startsWith('/')) return { address: url, path: undefined };
  address.searchParams.delete('host');
  if (address.hostname.startsWith('%')) address.hostname = 'localhost';
  return { address: address.href, path: `${folder}/.s.PGSQL.${address.port || USUAL_PORT}` };
}
