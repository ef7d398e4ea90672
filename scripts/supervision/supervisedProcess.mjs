// @ts-check
import { spawn } from 'node:child_process';
import { eachLine } from './eachLine.mjs';
import { errorText, PlainError } from './plainError.mjs';
import { forgetGroup, rememberGroup, signalGroup, signalProcess } from './processGroups.mjs';

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 10_000;
/** After running this long, a process restarts with the shortest delay again. */
const PROVEN_MS = 10_000;
/** A start fails after this many ends without ever having been healthy. */
const FAILED_STARTS = 3;
const TAIL_LINES = 20;
const FIRST_POLL_MS = 25;
const LONGEST_POLL_MS = 250;
const LAST_RESORT_MS = 500;

/**
 * @typedef {object} Launch
 * @property {string} command
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} env
 * @property {string} cwd
 * @property {number} [uid]
 * @property {number} [gid]
 */

/**
 * @typedef {object} SupervisedOptions
 * @property {string} name
 * @property {Launch} launch
 * @property {(pid: number) => Promise<boolean>} healthy whether it works
 * @property {() => Promise<void>} [prepare] runs before every launch
 * @property {NodeJS.Signals} [stopSignal] asks it to end gracefully; default SIGTERM
 * @property {NodeJS.Signals} [hardSignal] sent when it did not end; default none, SIGKILL follows in any case
 * @property {boolean} [quiet] its lines are logged only when it ends unexpectedly
 * @property {boolean} [group] it leads a group that ends with it; default true
 * @property {import('./log.mjs').Log} log
 * @property {import('./dataFolder.mjs').DataFolder} folder
 */

/** One process that is restarted, with exponential back-off, whenever it ends unexpectedly. */
export class SupervisedProcess {
  #options;
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  #wanted = false;
  /** Ends in a row, for the back-off. */
  #failures = 0;
  /** Ends since it was last healthy. */
  #failedStarts = 0;
  #launchedAt = 0;
  #healthy = false;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  /** @type {string[]} */
  #tail = [];
  /** @type {Set<() => void>} */
  #watchers = new Set();

  /** @param {SupervisedOptions} options */
  constructor(options) {
    this.#options = options;
    this.name = options.name;
  }

  /** Its process id; undefined while it is down. */
  get pid() {
    return this.#child?.pid;
  }

  /**
   * Starts it and waits until it is healthy.
   * @param {{ timeoutMs?: number, signal?: AbortSignal }} [opts]
   * @throws {PlainError} with its last lines, when it ends three times without ever having been healthy, or isn't in time
   */
  async start({ timeoutMs = 60_000, signal } = {}) {
    if (!this.#wanted) {
      this.#wanted = true;
      this.#failures = 0;
      this.#failedStarts = 0;
      await this.#launch();
    }
    await this.healthy({ timeoutMs, signal });
  }

  /**
   * Waits until it is healthy, with any number of restarts.
   * @param {{ timeoutMs?: number, signal?: AbortSignal }} [opts]
   */
  async healthy({ timeoutMs = 60_000, signal } = {}) {
    const deadline = Date.now() + timeoutMs;
    while (!this.#healthy) {
      if (signal?.aborted) throw new PlainError('The start was interrupted.');
      if (!this.#wanted) throw new PlainError(`${this.name} was stopped.`);
      if (this.#failedStarts >= FAILED_STARTS)
        throw new PlainError(`${this.name} does not start.\n${this.#tail.join('\n')}`);
      const left = deadline - Date.now();
      if (left <= 0)
        throw new PlainError(`${this.name} was not ready within ${timeoutMs / 1000} s.\n${this.#tail.join('\n')}`);
      await this.#changed({ ms: Math.min(left, 250), signal });
    }
  }

  /**
   * Signals the process. If it ends, the supervision restarts it.
   * @param {NodeJS.Signals} [name]
   */
  kill(name = 'SIGKILL') {
    if (this.pid === undefined) return;
    // No process survives SIGKILL, so the state changes at once, and `healthy` called now waits for the successor.
    if (name === 'SIGKILL') this.#healthy = false;
    signalProcess(this.pid, name);
  }

  /**
   * Ends it for good: gracefully, and by force after the given time. Resolves when it has ended.
   * @param {{ graceMs?: number, signal?: NodeJS.Signals }} [opts]
   */
  async stop({ graceMs = 5000, signal = this.#options.stopSignal ?? 'SIGTERM' } = {}) {
    this.#wanted = false;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (child?.pid === undefined) return;
    const { pid } = child;
    /** @type {Promise<void>} */
    const ended = new Promise((resolve) => child.once('gone', () => resolve()));
    signalProcess(pid, signal);
    const { hardSignal } = this.#options;
    const hard = setTimeout(() => {
      if (hardSignal) signalProcess(pid, hardSignal);
      else signalGroup(pid, 'SIGKILL');
    }, graceMs);
    const last = setTimeout(() => {
      signalProcess(pid, 'SIGKILL');
      signalGroup(pid, 'SIGKILL');
    }, graceMs + LAST_RESORT_MS);
    await ended;
    clearTimeout(hard);
    clearTimeout(last);
  }

  /** Ends it gracefully and starts it again; resolves when it is healthy. */
  async restart() {
    await this.stop();
    await this.start();
  }

  async #launch() {
    const { name, launch, prepare, log, folder, group = true, stopSignal = 'SIGTERM' } = this.#options;
    this.#launchedAt = Date.now();
    this.#healthy = false;
    try {
      await prepare?.();
    } catch (error) {
      this.#tail = [errorText(error)];
      return this.#again(`could not be started: ${errorText(error)}`);
    }
    if (!this.#wanted) return;
    const { command, args, env, cwd, uid, gid } = launch;
    const child = spawn(command, args, { env, cwd, uid, gid, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    this.#tail = [];
    const { pid } = child;
    if (pid !== undefined) {
      rememberGroup(pid, group ? 'SIGKILL' : stopSignal);
      folder.remember({ name, pid, group, stopSignal });
    }
    for (const stream of [child.stdout, child.stderr]) if (stream) eachLine(stream, (line) => this.#heard(line));
    child.once('error', (error) => this.#tail.push(error.message));
    let gone = false;
    /** @param {string} how */
    const onGone = (how) => {
      if (gone) return;
      gone = true;
      if (pid !== undefined) {
        if (group) signalGroup(pid, 'SIGKILL');
        forgetGroup(pid);
        folder.forget(pid);
      }
      this.#child = undefined;
      this.#healthy = false;
      child.emit('gone');
      if (!this.#wanted) return this.#notify();
      // Its output does not contain the reason for which it was killed.
      if (this.#options.quiet && !how.startsWith('was ended by')) for (const line of this.#tail) log.line(name, line);
      this.#again(how);
    };
    child.once('exit', (code, killedBy) => {
      // Its last output may still be in the pipe.
      const how = code === null ? `was ended by ${killedBy}` : `ended with code ${code}`;
      const late = setTimeout(() => onGone(how), 200);
      child.once('close', () => {
        clearTimeout(late);
        onGone(how);
      });
    });
    if (pid === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
      return onGone('could not be started');
    }
    void this.#watchHealth(child, pid);
  }

  /**
   * @param {import('node:child_process').ChildProcess} child
   * @param {number} pid
   */
  async #watchHealth(child, pid) {
    let wait = FIRST_POLL_MS;
    while (this.#child === child) {
      if (await this.#options.healthy(pid).catch(() => false)) {
        if (this.#child !== child) return;
        this.#healthy = true;
        this.#failedStarts = 0;
        this.#notify();
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(wait * 1.5, LONGEST_POLL_MS);
    }
  }

  /** @param {string} how it ended */
  #again(how) {
    if (!this.#wanted) return;
    if (Date.now() - this.#launchedAt > PROVEN_MS) this.#failures = 0;
    const delay = Math.min(FIRST_DELAY_MS * 2 ** this.#failures, LONGEST_DELAY_MS);
    this.#failures += 1;
    this.#failedStarts += 1;
    this.#options.log.line(this.name, `${how}; starting it again in ${delay} ms`);
    this.#timer = setTimeout(() => void this.#launch(), delay);
    this.#notify();
  }

  /** @param {string} line */
  #heard(line) {
    this.#tail.push(line);
    if (this.#tail.length > TAIL_LINES) this.#tail.shift();
    if (!this.#options.quiet) this.#options.log.line(this.name, line);
  }

  #notify() {
    for (const watcher of this.#watchers) watcher();
  }

  /**
   * Resolves at the next change of state, or after `ms`.
   * @param {{ ms: number, signal: AbortSignal | undefined }} opts
   * @returns {Promise<void>}
   */
  #changed({ ms, signal }) {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#watchers.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#watchers.add(done);
      signal?.addEventListener('abort', done, { once: true });
    });
  }
}
