// @ts-check
import { spawn } from 'node:child_process';
import { eachLine } from './eachLine.mjs';
import { forgetGroup, rememberGroup, signalGroup } from './processGroups.mjs';

const TAIL_LINES = 60;

/**
 * @typedef {object} CommandOptions
 * @property {string} command
 * @property {string[]} [args]
 * @property {NodeJS.ProcessEnv} [env] default: our own
 * @property {string} [cwd]
 * @property {number} [uid]
 * @property {number} [gid]
 * @property {string} [input] written to its standard input; without it there is no input
 * @property {AbortSignal} [signal] ends it when aborted
 * @property {number} [timeoutMs] ends it when its total time exceeds this
 * @property {number} [idleMs] ends it when it prints nothing for this long
 * @property {(line: string) => void} [onLine]
 */

/**
 * @typedef {object} CommandResult
 * @property {boolean} ok ended by itself with code 0
 * @property {number | null} code
 * @property {string} why empty when ok, else a clause such as `ended with code 1`
 * @property {string} tail its last lines
 * @property {boolean} missing the command was not found
 */

/**
 * Runs a command to its end, within its time limits, and ends all processes that it started. Does not throw.
 * @param {CommandOptions} opts
 * @returns {Promise<CommandResult>}
 */
export function runCommand(opts) {
  const { command, args = [], env = process.env, cwd, uid, gid, input, signal, timeoutMs, idleMs, onLine } = opts;
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve({ ok: false, code: null, why: 'was interrupted', tail: '', missing: false });
    const child = spawn(command, args, {
      env,
      cwd,
      uid,
      gid,
      detached: true,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    const { pid } = child;
    if (pid !== undefined) rememberGroup(pid, 'SIGKILL');
    /** @type {string[]} */
    const tail = [];
    let why = '';
    /** @type {NodeJS.Timeout | undefined} */
    let idle;
    /** @param {string} reason */
    const end = (reason) => {
      if (why === '') why = reason;
      if (pid === undefined) return;
      signalGroup(pid, 'SIGTERM');
      setTimeout(() => signalGroup(pid, 'SIGKILL'), 2000).unref();
    };
    const heard = () => {
      if (idleMs === undefined) return;
      clearTimeout(idle);
      idle = setTimeout(() => end(`printed nothing for ${idleMs / 1000} s`), idleMs);
    };
    const whole =
      timeoutMs === undefined ? undefined : setTimeout(() => end(`took longer than ${timeoutMs / 1000} s`), timeoutMs);
    const onAbort = () => end('was interrupted');
    signal?.addEventListener('abort', onAbort, { once: true });
    /** @param {string} line */
    const take = (line) => {
      heard();
      tail.push(line);
      if (tail.length > TAIL_LINES) tail.shift();
      onLine?.(line);
    };
    if (child.stdout) eachLine(child.stdout, take);
    if (child.stderr) eachLine(child.stderr, take);
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
    heard();
    let settled = false;
    /** @param {Omit<CommandResult, 'tail'>} result */
    const settle = (result) => {
      if (settled) return;
      settled = true;
      clearTimeout(idle);
      clearTimeout(whole);
      signal?.removeEventListener('abort', onAbort);
      if (pid !== undefined) {
        forgetGroup(pid);
        signalGroup(pid, 'SIGKILL');
      }
      resolve({ ...result, tail: tail.join('\n') });
    };
    child.on('error', (error) => {
      const missing = 'code' in error && error.code === 'ENOENT';
      settle({ ok: false, code: null, why: missing ? 'was not found' : error.message, missing });
    });
    child.on('exit', (code, killedBy) => {
      // Its last lines may still be in the pipe; but a grandchild that keeps the pipe open must not block this process.
      const late = setTimeout(() => child.emit('close', code, killedBy), 500);
      child.once('close', () => {
        clearTimeout(late);
        const reason = why !== '' ? why : code === 0 ? '' : `ended with ${code === null ? killedBy : `code ${code}`}`;
        settle({ ok: reason === '', code, why: reason, missing: false });
      });
    });
  });
}
