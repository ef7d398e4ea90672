// @ts-check
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { systemCode } from '../supervision/plainError.mjs';
import { signalProcess } from '../supervision/processGroups.mjs';

/**
 * Operations that root must not do itself in folders that a service user can write, because links planted there would lead elsewhere. Each is done
 * with that user's rights, so that the kernel refuses what the user may not do. Without a service user they are done as the current user.
 * @typedef {import('./serviceUser.mjs').ServiceUser | undefined} AsUser
 */

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
const MOST_BYTES = 4096;

/**
 * The beginning of a small file that a service user may have written.
 * @param {string} file
 * @returns {string | undefined} undefined when there is none, or when it is a link, a pipe or anything but a file
 */
export function readServiceFile(file) {
  let handle;
  try {
    handle = fs.openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (!fs.fstatSync(handle).isFile()) return undefined;
    const bytes = Buffer.alloc(MOST_BYTES);
    return bytes.toString('utf8', 0, fs.readSync(handle, bytes));
  } catch (error) {
    if (['ENOENT', 'ELOOP', 'ENOTDIR', 'ENXIO'].includes(systemCode(error) ?? '')) return undefined;
    throw error;
  } finally {
    if (handle !== undefined) fs.closeSync(handle);
  }
}

/**
 * Whether a folder exists and is no link.
 * @param {string} folder
 */
export function isRealFolder(folder) {
  return fs.lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * Removes a file or a folder with all in it.
 * @param {{ target: string, user: AsUser }} opts
 */
export function removeAs({ target, user }) {
  if (user === undefined) fs.rmSync(target, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
  else runAs(user, 'rm', ['-rf', '--', target]);
}

/**
 * Signals a process; one that has ended, or is not the user's, is no error.
 * @param {{ pid: number, signal: NodeJS.Signals, user: AsUser }} opts
 */
export function signalAs({ pid, signal, user }) {
  if (user === undefined) signalProcess(pid, signal);
  else runAs(user, '/bin/sh', ['-c', 'kill -s "$1" "$2"', 'sh', signal.replace('SIG', ''), String(pid)]);
}

/**
 * @param {{ uid: number, gid: number }} user
 * @param {string} command
 * @param {string[]} args
 */
function runAs({ uid, gid }, command, args) {
  spawnSync(command, args, { uid, gid, cwd: '/', env: { PATH: process.env.PATH } });
}
