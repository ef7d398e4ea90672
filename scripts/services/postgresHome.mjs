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
  const home = outside ?? outsideOf(dataDir);
  return settle({ folder: path.join(home, 'postgres'), native: copyOf({ native, home }), user });
}

/**
 * Removes what lies outside of the data folder.
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
 * Removes a folder that may belong to a service user: what is in it with that user's rights, the empty folder itself with ours.
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
 * Makes sure that a folder is there and belongs to the service user. Its parent has to be ours. `mode` is for a new one.
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
 * Whether a folder outside of the data folder is one that we made: not a link, not somebody else's, not writable by others.
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
 * A copy of the programs that everybody may read, made once per version.
 * @param {{ native: string, home: string }} opts
 */
function copyOf({ native, home }) {
  const { version } = JSON.parse(fs.readFileSync(path.join(native, '../package.json'), 'utf8'));
  return readableCopy({ of: native, copy: path.join(home, `programs-${version}`) });
}

/**
 * A copy of a folder that everybody may read. Where it is, only we can write.
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
