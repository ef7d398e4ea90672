// @ts-check
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { writeWhole } from '../supervision/dataFolder.mjs';
import { PlainError } from '../supervision/plainError.mjs';
import { assertRuns, packagedPostgres } from './postgresBinaries.mjs';
import { canEnter, canRead, serviceUser } from './serviceUser.mjs';

/**
 * Where an embedded PostgreSQL lives.
 * @typedef {object} PostgresHome
 * @property {string} native folder with `bin`, `lib`, `share`
 * @property {string} folder belongs to the user it runs as; holds the cluster
 * @property {string} cluster PostgreSQL's data directory
 * @property {import('./serviceUser.mjs').ServiceUser | undefined} user
 */

/**
 * Program and data stay in the clone where they can. As root PostgreSQL runs as another user, who may not be allowed into the clone (a home
 * that only its owner enters): then both live in a folder of this clone's own under /var/tmp, which the data folder records.
 * @param {{ dataDir: string }} opts
 * @returns {PostgresHome}
 */
export function postgresHome({ dataDir }) {
  const native = packagedPostgres();
  assertRuns(native);
  const outside = outsideFolder(dataDir);
  const folder = path.join(outside ?? dataDir, 'postgres');
  const user = serviceUser({ existingData: folder });
  if (
    user === undefined ||
    (outside === undefined && canEnter({ user, folder: dataDir }) && wholeReadable({ user, native }))
  )
    return settle({ folder, native, user });
  const home = outside ?? makeOutside(dataDir);
  return settle({ folder: path.join(home, 'postgres'), native: copyOf({ native, home }), user });
}

/**
 * Removes what lies outside of the data folder.
 * @param {string} dataDir
 */
export function removeOutsideFolder(dataDir) {
  const record = readRecord(dataDir);
  if (record !== undefined && record.dataDir === fs.realpathSync(dataDir))
    fs.rmSync(record.outside, { recursive: true, force: true });
}

/** @param {{ folder: string, native: string, user: import('./serviceUser.mjs').ServiceUser | undefined }} opts */
function settle({ folder, native, user }) {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user) fs.chownSync(folder, user.uid, user.gid);
  return { folder, native, user, cluster: path.join(folder, 'cluster') };
}

/** @param {{ user: import('./serviceUser.mjs').ServiceUser, native: string }} opts */
function wholeReadable({ user, native }) {
  const { uid, gid } = user;
  const runs = spawnSync(path.join(native, 'bin/initdb'), ['--version'], { uid, gid, cwd: '/' }).status === 0;
  return runs && canRead({ user, file: path.join(native, 'share/postgresql/timezonesets/Default') });
}

/** @param {string} dataDir */
const recordFile = (dataDir) => path.join(dataDir, 'outside.json');

/**
 * @param {string} dataDir
 * @returns {{ outside: string, dataDir: string } | undefined}
 */
function readRecord(dataDir) {
  const file = recordFile(dataDir);
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
}

/**
 * The folder recorded earlier.
 * @param {string} dataDir
 * @throws {PlainError} when it is gone, or not ours: starting on an empty database instead would look like a loss of all orders
 */
function outsideFolder(dataDir) {
  const record = readRecord(dataDir);
  if (record === undefined) return undefined;
  if (record.dataDir !== fs.realpathSync(dataDir) && fs.existsSync(record.dataDir))
    throw new PlainError(
      `The data folder ${dataDir} is a copy of ${record.dataDir}, which shares its database in ${record.outside}. Delete ${dataDir} to begin with a new one.`,
    );
  const stat = fs.statSync(record.outside, { throwIfNoEntry: false });
  if (stat === undefined || stat.uid !== process.getuid?.())
    throw new PlainError(
      `The database of this clone was in ${record.outside}, which is gone or no longer ours. \`npm run reset\` begins with a new one.`,
    );
  return record.outside;
}

/** @param {string} dataDir */
function makeOutside(dataDir) {
  const outside = fs.mkdtempSync('/var/tmp/order-execution-engine-');
  fs.chmodSync(outside, 0o711);
  writeWhole({ file: recordFile(dataDir), text: JSON.stringify({ outside, dataDir: fs.realpathSync(dataDir) }) });
  return outside;
}

/**
 * A copy of the programs that everybody may read, made once per version.
 * @param {{ native: string, home: string }} opts
 */
function copyOf({ native, home }) {
  const { version } = JSON.parse(fs.readFileSync(path.join(native, '../package.json'), 'utf8'));
  const copy = path.join(home, `programs-${version}`);
  if (fs.existsSync(copy)) return copy;
  const partial = `${copy}.new`;
  fs.rmSync(partial, { recursive: true, force: true });
  fs.cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', partial]);
  fs.renameSync(partial, copy);
  return copy;
}
