// @ts-check
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { PlainError } from '../supervision/plainError.mjs';

/**
 * The user that runs a database server. Undefined: the user of this process.
 * @typedef {{ name: string, uid: number, gid: number }} ServiceUser
 */

/** Our own user first. Never `nobody`, which other programs run as: they could read and change the data. */
const OURS = 'order-engine';
const CANDIDATES = [OURS, 'postgres'];
/** The user of chain, server and worker. It never owns a database: an attacker in the database could read their secrets in /proc. */
export const PROCESS_USER = 'order-engine-app';
const NOBODY = 65_534;

/**
 * PostgreSQL refuses to run as root, and Redis has no need to. Started by root, both run as the user `order-engine` or `postgres`; without either,
 * the system user `order-engine` is made. If there is data, its owner is used.
 * @param {{ existingData: string }} opts folder of the data, which need not exist
 * @returns {ServiceUser | undefined}
 */
export function serviceUser({ existingData }) {
  if (process.getuid?.() !== 0) return undefined;
  if (fs.existsSync(existingData)) {
    const { uid, gid } = fs.lstatSync(existingData);
    if (uid === NOBODY || uid === id('-u', 'nobody'))
      throw new PlainError(
        `The data in ${existingData} belongs to the user "nobody", whom other programs run as. Give it to another user, for example by \`chown -hR postgres: ${existingData}\`, or begin with new data by \`npm run reset\`.`,
      );
    if (uid !== 0 && uid === id('-u', PROCESS_USER))
      throw new PlainError(
        `The data in ${existingData} belongs to the user "${PROCESS_USER}", who runs the engine's own processes. Give it to another user, for example by \`chown -hR postgres: ${existingData}\`, or begin with new data by \`npm run reset\`.`,
      );
    if (uid !== 0) return { name: String(uid), uid, gid };
  }
  const user = CANDIDATES.map(userNamed).find((one) => one !== undefined) ?? makeUser(OURS);
  if (user !== undefined) return user;
  throw new PlainError(
    'PostgreSQL does not run as root, there is no user "postgres" to run it as, and a system user could not be made (useradd). Start as an ordinary user, or set DATABASE_URL.',
  );
}

/**
 * Started by root, the user of chain, server and worker: a system user of their own, made if it is missing.
 * @returns {ServiceUser | undefined} undefined when it could not be made
 */
export function processUser() {
  return userNamed(PROCESS_USER) ?? makeUser(PROCESS_USER);
}

/**
 * @param {string} name
 * @returns {ServiceUser | undefined}
 */
function userNamed(name) {
  const uid = id('-u', name);
  const gid = id('-g', name);
  return uid === undefined || gid === undefined ? undefined : { name, uid, gid };
}

/** @param {string} name */
function makeUser(name) {
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name]);
  return userNamed(name);
}

/**
 * @param {{ user: ServiceUser, folder: string }} opts
 * @returns {boolean} whether that user can enter the folder, at least to pass through it
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
