// @ts-check

/**
 * Registers a test; the runner is handed over, since scripts/ imports no package.
 * @typedef {(name: string, run: () => void | Promise<void>, timeoutMs?: number) => void} Register
 */

/**
 * Tests of what the engine does with root's rights. An ordinary user can't run them: for one they are no tests, and the output says so,
 * since a skipped test counts as a failed one.
 * @param {Register} test
 * @returns {Register}
 */
export function testAsRoot(test) {
  if (process.getuid?.() === 0) return test;
  return (name) => console.info(`Not run, since it needs root: ${name}`);
}

/**
 * Tests of what the engine does without root's rights.
 * @param {Register} test
 * @returns {Register}
 */
export function testAsOrdinaryUser(test) {
  if (process.getuid?.() !== 0) return test;
  return (name) => console.info(`Not run, since it needs an ordinary user: ${name}`);
}
