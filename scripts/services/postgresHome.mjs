// @ts-check
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { writeWhole } from '../supervision/dataFolder.mjs';
import { PlainError } from '../supervision/plainError.mjs';
import { removeAs } from './asServiceUser.mjs';
import { assertRuns, packagedPostgres } from './postgresBinaries.mjs';
import { canEnter, canRead, serviceUser } from './serviceUser.mjs';

/**
 * The folders of an embedded PostgreSQL.
 * @typedef {object} PostgresHome
 * @property {string} native folder with `bin`, `lib`, `share`
 * @property {string} folder belongs to the user that runs it; contains the cluster
 * @property {string} cluster PostgreSQL's data directory
 * @property {import('./serviceUser.mjs').ServiceUser | undefined} user
 */

/**
 * Program and data are in the clone where possible. Started by root, PostgreSQL runs as another user, who may not be allowed into the clone (a home
 * that only its owner may enter): then both are in a folder of this clone under /var/tmp, which the data folder records.
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
  const home = outside ?? outsideOf(dataDir);
  return settle({ folder: path.join(home, 'postgres'), native: copyOf({ native, home }), user });
}

/**
 * Removes the folder outside of the data folder.
 * @param {string} dataDir
 */
export function removeOutsideFolder(dataDir) {
  const record = readRecord(dataDir);
  if (record === undefined || record.dataDir !== fs.realpathSync(dataDir) || !isOurs(record.outside)) return;
  for (const name of SERVICE_FOLDERS) removeServiceFolder(path.join(record.outside, name));
  fs.rmSync(record.outside, { recursive: true, force: true });
}

/** Folders that belong to a service user, within one that is ours. */
export const SERVICE_FOLDERS = ['postgres', 'postgres-socket', 'redis', 'redis-socket', 'app'];

/**
 * Removes a folder that may belong to a service user: its content with that user's rights, the empty folder itself with ours.
 * @param {string} folder
 */
export function removeServiceFolder(folder) {
  const stat = fs.lstatSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) return;
  const foreign = process.getuid?.() === 0 && stat.uid !== 0 && stat.isDirectory();
  if (!foreign) return removeAs({ target: folder, user: undefined });
  const user = { name: String(stat.uid), uid: stat.uid, gid: stat.gid };
  for (const name of fs.readdirSync(folder)) removeAs({ target: path.join(folder, name), user });
  fs.rmdirSync(folder);
}

/**
 * Makes sure that a folder exists and belongs to the service user. Its parent has to be ours. `mode` is for a new one.
 * @param {{ folder: string, user: import('./serviceUser.mjs').ServiceUser | undefined, mode?: number }} opts
 */
export function giveFolder({ folder, user, mode = 0o700 }) {
  const made = fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const handle = fs.openSync(folder, fs.constants.O_RDONLY | fs.constants.O_DIRECTORY | fs.constants.O_NOFOLLOW);
  try {
    // The mask of new files may have taken rights away.
    if (made !== undefined) fs.fchmodSync(handle, mode);
    if (user) fs.fchownSync(handle, user.uid, user.gid);
  } finally {
    fs.closeSync(handle);
  }
}

/**
 * Whether this program made a folder outside of the data folder: not a link, owned by this user, not writable by others.
 * @param {string} folder
 */
function isOurs(folder) {
  const stat = fs.lstatSync(folder, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
}

/** @param {{ folder: string, native: string, user: import('./serviceUser.mjs').ServiceUser | undefined }} opts */
function settle({ folder, native, user }) {
  giveFolder({ folder, user });
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
 * The folder that was recorded earlier.
 * @param {string} dataDir
 * @throws {PlainError} when it is missing, or not ours: to start with an empty database instead would look like a loss of all orders
 */
function outsideFolder(dataDir) {
  const record = readRecord(dataDir);
  if (record === undefined) return undefined;
  if (record.dataDir !== fs.realpathSync(dataDir) && fs.existsSync(record.dataDir))
    throw new PlainError(
      `The data folder ${dataDir} is a copy of ${record.dataDir}, which shares its database in ${record.outside}. Delete ${dataDir} to begin with a new one.`,
    );
  if (!isOurs(record.outside))
    throw new PlainError(
      `The database of this clone was in ${record.outside}, which is gone or no longer ours. \`npm run reset\` begins with a new one.`,
    );
  return record.outside;
}

/**
 * The folder outside, made if there is none yet.
 * @param {string} dataDir
 */
export function outsideOf(dataDir) {
  return outsideFolder(dataDir) ?? makeOutside(dataDir);
}

/** @param {string} dataDir */
function makeOutside(dataDir) {
  const outside = fs.mkdtempSync('/var/tmp/order-execution-engine-');
  fs.chmodSync(outside, 0o711);
  writeWhole({ file: recordFile(dataDir), text: JSON.stringify({ outside, dataDir: fs.realpathSync(dataDir) }) });
  return outside;
}

/**
 * A copy of the programs that every user may read, made once per version.
 * @param {{ native: string, home: string }} opts
 */
function copyOf({ native, home }) {
  const { version } = JSON.parse(fs.readFileSync(path.join(native, '../package.json'), 'utf8'));
  return readableCopy({ of: native, copy: path.join(home, `programs-${version}`) });
}

/**
 * A copy of a folder that every user may read. Only this user can write where the copy is.
 * @param {{ of: string, copy: string }} opts
 */
export function readableCopy({ of, copy }) {
  if (fs.existsSync(copy)) return copy;
  const partial = `${copy}.new`;
  fs.rmSync(partial, { recursive: true, force: true });
  fs.cpSync(of, partial, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', partial]);
  fs.renameSync(partial, copy);
  return copy;
}
