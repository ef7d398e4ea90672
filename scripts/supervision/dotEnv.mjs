// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './repositoryRoot.mjs';

/** Reads `.env` of the clone, if there is one; variables that are already set keep their values. */
export function loadDotEnv() {
  const file = path.join(repositoryRoot, '.env');
  if (fs.existsSync(file)) process.loadEnvFile(file);
}
