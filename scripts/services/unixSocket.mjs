// @ts-check
import { randomBytes } from 'node:crypto';
import net from 'node:net';
import path from 'node:path';
import { giveFolder, removeServiceFolder } from './postgresHome.mjs';

/** The shortest room that a system has for a socket's path, bytes: that of macOS, with the zero at its end. Linux has 108. */
const LONGEST_PATH = 103;

/**
 * A folder for the Unix socket of an embedded service, which takes fewer processor cycles than TCP. The user it runs as owns it; chain, server
 * and worker, if they run as another user, can only pass through. Clients need the password, as over TCP.
 * @param {object} opts
 * @param {string} opts.folder
 * @param {string} opts.name of the socket
 * @param {import('./serviceUser.mjs').ServiceUser | undefined} opts.user
 * @returns {Promise<{ file: string, make: () => void } | undefined>} `make` makes the folder, empty, and is to be called before every launch;
 *   undefined where the path would be too long, or the system has no sockets there
 */
export async function unixSocket({ folder, name, user }) {
  const file = path.join(folder, name);
  if (process.platform === 'win32' || Buffer.byteLength(file) > LONGEST_PATH) return undefined;
  if (!(await holdsSockets(path.dirname(folder)))) return undefined;
  return {
    file,
    make() {
      removeServiceFolder(folder);
      giveFolder({ folder, user, mode: user === undefined ? 0o700 : 0o711 });
    },
  };
}

/**
 * Some file systems hold none, such as folders that a virtual machine shares with its host.
 * @param {string} folder ours alone
 * @returns {Promise<boolean>}
 */
function holdsSockets(folder) {
  // No longer than the socket's own path.
  const file = path.join(folder, `s-${randomBytes(4).toString('hex')}`);
  const server = net.createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(file, () => server.close(() => resolve(true)));
  });
}
