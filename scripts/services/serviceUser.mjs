// @ts-check
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { PlainError } from '../supervision/plainError.mjs';

/**
 * Who a database server runs as. Undefined: as we do.
 * @typedef {{ name: string, uid: number, gid: number }} ServiceUser
 */

const CANDIDATES = ['postgres', 'nobody'];

/**
 * PostgreSQL refuses to run as root. As root, the user `postgres` serves, else `nobody`; whoever owns existing data keeps it.
 * @param {{ existingData: string }} opts folder of the data, which need not exist
 * @returns {ServiceUser | undefined}
 */
export function serviceUser({ existingData }) {
  if (process.getuid?.() !== 0) return undefined;
  if (fs.existsSync(existingData)) {
    const { uid, gid } = fs.statSync(existingData);
    if (uid !== 0) return { name: String(uid), uid, gid };
  }
  for (const name of CANDIDATES) {
    const uid = id('-u', name);
    const gid = id('-g', name);
    if (uid !== undefined && gid !== undefined) return { name, uid, gid };
  }
  throw new PlainError(
    'PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as. Start as an ordinary user, or set DATABASE_URL.',
  );
}

/**
 * @param {{ user: ServiceUser, folder: string }} opts
 * @returns {boolean} whether that user can enter the folder, if only to pass through
 */
export function canEnter({ user, folder }) {
  return shellAgrees({ user, test: 'cd "$1"', subject: folder });
}

/**
 * @param {{ user: ServiceUser, file: string }} opts
 * @returns {boolean} whether that user can read the file
 */
export function canRead({ user, file }) {
  return shellAgrees({ user, test: 'test -r "$1"', subject: file });
}

/** @param {{ user: ServiceUser, test: string, subject: string }} opts */
function shellAgrees({ user, test, subject }) {
  const { uid, gid } = user;
  return spawnSync('/bin/sh', ['-c', test, 'sh', subject], { uid, gid, cwd: '/' }).status === 0;
}

/**
 * @param {string} option
 * @param {string} name
 */
function id(option, name) {
  const { status, stdout } = spawnSync('id', [option, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout.trim()) : undefined;
}
