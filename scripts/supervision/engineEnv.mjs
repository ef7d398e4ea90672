// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './repositoryRoot.mjs';

/** Settings that decide how the engine runs, not which installation it belongs to. */
const OF_THE_RUN = new Set(['LOG_LEVEL', 'NEXT_DIST_DIR']);

/** Variables that belong to an installation without being a setting, or that were settings in an earlier version. */
const OF_AN_INSTALLATION = /^((DATABASE|REDIS|CHAIN|WORKER|LIMIT)_|TEST_(SERVER|CHAIN)_DATABASE_URL$)/;

/** @returns {Set<string>} the settings of the engine: .env.example documents each (runtime/settings.test.ts) */
function settingNames() {
  const example = fs.readFileSync(path.join(repositoryRoot, '.env.example'), 'utf8');
  return new Set(Array.from(example.matchAll(/^# ([A-Z_]+)=/gm), ([, name = '']) => name));
}

/**
 * Our own environment without the settings of an installation, which must not leak into a private one.
 * @returns {NodeJS.ProcessEnv}
 */
export function neutralEnv() {
  const settings = settingNames();
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => OF_THE_RUN.has(name) || !(settings.has(name) || OF_AN_INSTALLATION.test(name)),
    ),
  );
}

/**
 * A setting; one that is empty counts as not set.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name
 * @returns {string | undefined}
 */
export function setting(env, name) {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}
