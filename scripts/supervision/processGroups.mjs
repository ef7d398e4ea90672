// @ts-check

/**
 * Every process started here leads its own process group, so that a Ctrl-C at the terminal reaches only this process, which decides the
 * order of stopping. When this process exits for any reason that can be caught, the remaining groups are ended.
 * @type {Map<number, NodeJS.Signals>}
 */
const groups = new Map();

process.on('exit', () => {
  for (const [pid, signal] of groups) signalGroup(pid, signal);
});

/**
 * @param {number} pid leader of the group
 * @param {NodeJS.Signals} lastSignal sent to the group if this process exits first
 */
export function rememberGroup(pid, lastSignal) {
  groups.set(pid, lastSignal);
}

/** @param {number} pid */
export function forgetGroup(pid) {
  groups.delete(pid);
}

/**
 * Signals a whole group; one that has ended is no error.
 * @param {number} pid leader of the group
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // Ended already.
  }
}

/**
 * Signals one process; one that has ended is no error.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function signalProcess(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // Ended already.
  }
}
