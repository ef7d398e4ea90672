// @ts-check

/**
 * Registers a test; the test runner is a parameter, since scripts/ imports no package.
 * @typedef {(name: string, run: () => void | Promise<void>, timeoutMs?: number) => void} Register
 */

/**
 * Tests of the engine's behaviour with root's rights. For an ordinary user none is registered, and the output says so, since a skipped test counts
 * as a failed one.
 * @param {Register} test
 * @returns {Register}
 */
export function testAsRoot(test) {
  if (process.getuid?.() === 0) return test;
  return (name) => console.info(`Not run, since it needs root: ${name}`);
}

/**
 * Tests of the engine's behaviour without root's rights.
 * @param {Register} test
 * @returns {Register}
 */
export function testAsOrdinaryUser(test) {
  if (process.getuid?.() !== 0) return test;
  return (name) => console.info(`Not run, since it needs an ordinary user: ${name}`);
}
