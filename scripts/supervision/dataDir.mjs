// @ts-check
import path from 'node:path';
import { setting } from './engineEnv.mjs';
import { repositoryRoot } from './repositoryRoot.mjs';

/**
 * The folder with all data of this clone: `.data`, or the one of DATA_DIR.
 * @returns {string} absolute
 */
export function dataDir() {
  return path.resolve(repositoryRoot, setting(process.env, 'DATA_DIR') ?? '.data');
}
