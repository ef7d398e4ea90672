// @ts-check
import path from 'node:path';
import { setting } from './engineEnv.mjs';
import { repositoryRoot } from './repositoryRoot.mjs';

/**
 * The one folder that holds all data of this clone: `.data`, or where DATA_DIR says.
 * @returns {string} absolute
 */
export function dataDir() {
  return path.resolve(repositoryRoot, setting(process.env, 'DATA_DIR') ?? '.data');
}
