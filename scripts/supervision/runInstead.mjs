// @ts-check
import { spawnSync } from 'node:child_process';
import { repositoryRoot } from './repositoryRoot.mjs';

/**
 * Runs a TypeScript program of the engine in this script's place, with its arguments and its terminal, and ends as that ends.
 * @param {string} program relative to the repository
 * @param {NodeJS.ProcessEnv} env what it gets beside our own environment
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
