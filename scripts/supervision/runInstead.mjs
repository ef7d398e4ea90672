// @ts-check
import { spawnSync } from 'node:child_process';
import { repositoryRoot } from './repositoryRoot.mjs';

/**
 * Runs a TypeScript program of the engine in place of this script, with its arguments and its terminal, and ends with the same code or signal.
 * @param {string} program relative to the repository
 * @param {NodeJS.ProcessEnv} env added to our own environment
 * @returns {never}
 */
export function runInstead(program, env) {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', program, ...process.argv.slice(2)], {
    cwd: repositoryRoot,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  process.exit(status ?? 1);
}
