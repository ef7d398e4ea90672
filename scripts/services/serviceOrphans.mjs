// @ts-check
import fs from 'node:fs';
import { allEnded, isAlive, processesWorkingIn, startTimeOf } from '../supervision/processIdentity.mjs';
import { isRealFolder, signalAs } from './asServiceUser.mjs';

/**
 * The processes of a database's user that work in its folder, as a supervisor killed with SIGKILL leaves them. Empty when the folder is a
 * link, which could lead to processes of others.
 * @param {{ folder: string, user: import('./asServiceUser.mjs').AsUser }} opts
 * @returns {import('../supervision/processIdentity.mjs').ProcessIdentity[]}
 */
export function orphansIn({ folder, user }) {
  if (!isRealFolder(folder)) return [];
  const uid = user?.uid ?? process.getuid?.();
  return processesWorkingIn(folder).flatMap((pid) => {
    const startedAt = startTimeOf(pid);
    return startedAt !== undefined && uidOf(pid) === uid ? [{ pid, startedAt }] : [];
  });
}

/**
 * Sends them one signal after another until all have ended.
 * @param {object} opts
 * @param {import('../supervision/processIdentity.mjs').ProcessIdentity[]} opts.orphans
 * @param {import('./asServiceUser.mjs').AsUser} opts.user
 * @param {[NodeJS.Signals, number][]} opts.steps signal, and milliseconds until the next
 * @param {number} [opts.leader] process that ends the others; only it gets the first signal
 */
export async function endOrphans({ orphans, user, steps, leader }) {
  for (const [at, [signal, graceMs]] of steps.entries()) {
    const alive = orphans.filter(isAlive);
    const first = alive.find(({ pid }) => pid === leader);
    for (const { pid } of at === 0 && first !== undefined ? [first] : alive) signalAs({ pid, signal, user });
    await allEnded(orphans, graceMs);
  }
}

/** @param {number} pid */
function uidOf(pid) {
  return fs.statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid;
}
