// @ts-check
import { test } from 'vitest';

const isRoot = process.getuid?.() === 0;

/**
 * A test of what the engine does with root's rights. An ordinary user can't run it: for one it is not a test, and the output says so,
 * since a skipped test counts as a failed one.
 * @param {string} name
 * @param {() => void | Promise<void>} run
 * @param {number} [timeoutMs]
 */
export function asRoot(name, run, timeoutMs) {
  if (isRoot) test(name, run, timeoutMs);
  else console.info(`Not run, since it needs root: ${name}`);
}

/**
 * A test of what the engine does without root's rights.
 * @param {string} name
 * @param {() => void | Promise<void>} run
 */
export function asOrdinaryUser(name, run) {
  if (!isRoot) test(name, run);
  else console.info(`Not run, since it needs an ordinary user: ${name}`);
}
