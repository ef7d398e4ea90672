// @ts-check
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * A process, distinguished by its start time from a later one with the same id.
 * @typedef {{ pid: number, startedAt: string }} ProcessIdentity
 */

/**
 * The start time of the process with this id, in a form that is only good for comparison. Undefined when there is none (a zombie counts as none).
 * @param {number} pid
 * @returns {string | undefined}
 */
export function startTimeOf(pid) {
  return process.platform === 'linux' ? startTimeFromProc(pid) : startTimeFromPs(pid);
}

/**
 * @param {ProcessIdentity} identity
 * @returns {boolean} whether that very process still runs
 */
export function isAlive(identity) {
  return startTimeOf(identity.pid) === identity.startedAt;
}

/**
 * Resolves once none of the processes runs any more, or after so many milliseconds.
 * @param {ProcessIdentity[]} processes
 * @param {number} graceMs
 */
export async function allEnded(processes, graceMs) {
  const deadline = Date.now() + graceMs;
  while (processes.some(isAlive) && Date.now() < deadline) await wait(25);
}

/**
 * Ids of the processes whose working folder is `folder`, by which the processes of a database server are found. Known only on Linux; empty
 * elsewhere.
 * @param {string} folder
 * @returns {number[]}
 */
export function processesWorkingIn(folder) {
  if (process.platform !== 'linux' || !fs.existsSync(folder)) return [];
  const real = fs.realpathSync(folder);
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return pid !== process.pid && fs.readlinkSync(`/proc/${pid}/cwd`) === real;
      } catch {
        return false;
      }
    });
}

/** @param {number} pid */
function startTimeFromProc(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name, field 2, is in brackets and may contain any character; state is field 3, the start in ticks after boot field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${bootId()}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

function bootId() {
  try {
    return fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

/** @param {number} pid */
function startTimeFromPs(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const [state, ...started] = (stdout ?? '').trim().split(/\s+/);
  return state === undefined || state === '' || state.startsWith('Z') ? undefined : started.join(' ');
}
