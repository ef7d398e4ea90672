// @ts-check

/**
 * Everything this process started leads a process group of its own, so that a Ctrl-C at the terminal reaches only us and we decide the
 * order of stopping. Whatever is left when we exit for any reason that can be caught goes with us.
 * @type {Map<number, NodeJS.Signals>}
 */
const groups = new Map();

process.on('exit', () => {
  for (const [pid, signal] of groups) signalGroup(pid, signal);
});

/**
 * @param {number} pid leader of the group
 * @param {NodeJS.Signals} lastSignal what the group gets should we exit before it
 */
export function rememberGroup(pid, lastSignal) {
  groups.set(pid, lastSignal);
}

/** @param {number} pid */
export function forgetGroup(pid) {
  groups.delete(pid);
}

/**
 * Signals a whole group; a group that is gone is no error.
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
 * Signals one process; one that is gone is no error.
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
