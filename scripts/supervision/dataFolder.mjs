// @ts-check
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { errorText, PlainError, systemCode } from './plainError.mjs';
import { signalGroup, signalProcess } from './processGroups.mjs';
import { allEnded, isAlive, startTimeOf } from './processIdentity.mjs';

const GRACE_MS = 5000;

/**
 * @typedef {import('./processIdentity.mjs').ProcessIdentity} ProcessIdentity
 * @typedef {ProcessIdentity & { name: string, folder: string, group: boolean, stopSignal: NodeJS.Signals }} ProcessRecord
 */

/**
 * The data folder while one engine owns it. The owner of the lock records the processes that it started, so that after a kill -9 the next
 * owner can end exactly those.
 */
export class DataFolder {
  /** @type {Map<number, ProcessRecord>} */
  #records = new Map();

  /** @param {string} dir real path */
  constructor(dir) {
    this.dir = dir;
  }

  /**
   * Makes the folder if need be, locks it, and ends processes left behind in it.
   * @param {{ dir: string, onLeftover?: (name: string) => void }} opts
   * @returns {Promise<DataFolder>}
   * @throws {PlainError} when another engine runs on it, or it can't be written
   */
  static async take({ dir, onLeftover }) {
    try {
      fs.mkdirSync(dir, { recursive: true, mode: 0o711 });
      const folder = new DataFolder(fs.realpathSync(dir));
      assertOwnFolder(folder.dir);
      folder.#lock();
      await endLeftovers(folder.dir, onLeftover);
      return folder;
    } catch (error) {
      const code = systemCode(error);
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
        throw new PlainError(
          `The data folder ${dir} can't be written by this user (${code}). Was it made by another user, such as root? Run as that user, or set DATA_DIR to another folder.`,
        );
      throw error;
    }
  }

  /**
   * @param {{ name: string, pid: number, group: boolean, stopSignal: NodeJS.Signals }} child `group`: it leads a process group that ends with it
   */
  remember({ name, pid, group, stopSignal }) {
    const startedAt = startTimeOf(pid);
    if (startedAt === undefined) return;
    this.#records.set(pid, { name, pid, startedAt, folder: this.dir, group, stopSignal });
    this.#write();
  }

  /** @param {number} pid */
  forget(pid) {
    if (this.#records.delete(pid)) this.#write();
  }

  /** Releases the folder; all processes that use it have to have ended. */
  release() {
    fs.rmSync(recordsFile(this.dir), { force: true });
    fs.rmSync(lockFile(this.dir), { force: true });
  }

  #write() {
    if (!fs.existsSync(this.dir)) return;
    writeWhole({ file: recordsFile(this.dir), text: JSON.stringify([...this.#records.values()]) });
  }

  #lock() {
    const startedAt = startTimeOf(process.pid);
    const text = JSON.stringify({ pid: process.pid, startedAt, folder: this.dir });
    const mine = path.join(this.dir, `lock.${randomBytes(6).toString('hex')}`);
    fs.writeFileSync(mine, text, { mode: 0o600 });
    try {
      for (;;) {
        assertNotRunning(this.dir);
        // A stale lock is removed only if it is still the one just checked: it is moved aside and checked again.
        const aside = `${mine}.stale`;
        if (moved(lockFile(this.dir), aside)) {
          const judgedAgain = readIdentity(aside);
          if (judgedAgain !== undefined && judgedAgain.folder === this.dir && isAlive(judgedAgain))
            fs.renameSync(aside, lockFile(this.dir));
          else fs.rmSync(aside, { force: true });
        }
        try {
          fs.linkSync(mine, lockFile(this.dir));
          return;
        } catch (error) {
          if (systemCode(error) !== 'EEXIST') throw error;
        }
      }
    } finally {
      fs.rmSync(mine, { force: true });
    }
  }
}

/**
 * The process that runs an engine on this data folder now, if any.
 * @param {string} dir
 * @returns {ProcessIdentity | undefined}
 */
export function ownerOf(dir) {
  const lock = readIdentity(lockFile(dir));
  // A lock in a copy of the folder names the original folder.
  if (lock === undefined || lock.folder !== fs.realpathSync(dir) || !isAlive(lock)) return undefined;
  return lock;
}

/**
 * @param {string} dir
 * @throws {PlainError} when an engine runs on this data folder
 */
export function assertNotRunning(dir) {
  const owner = fs.existsSync(dir) ? ownerOf(dir) : undefined;
  if (owner !== undefined)
    throw new PlainError(
      `The engine already runs on ${dir} (process ${owner.pid}). Stop it first, or set DATA_DIR to another folder.`,
    );
}

/**
 * Ends the processes that an engine killed with SIGKILL left behind on this folder.
 * @param {string} dir
 * @param {(name: string) => void} [onLeftover]
 */
export async function endLeftovers(dir, onLeftover) {
  const real = fs.realpathSync(dir);
  const left = readRecords(dir).filter((record) => record.folder === real && isAlive(record));
  for (const { name } of left) onLeftover?.(name);
  // Processes that use the databases are ended before the databases.
  const users = left.filter(({ group }) => group);
  const databases = left.filter(({ group }) => !group);
  for (const records of [users, databases]) {
    for (const record of records) signalProcess(record.pid, record.stopSignal);
    await allEnded(records, GRACE_MS);
    for (const { pid, group } of records.filter((record) => record.group || isAlive(record))) {
      if (group) signalGroup(pid, 'SIGKILL');
      else signalProcess(pid, 'SIGKILL');
    }
  }
  fs.rmSync(recordsFile(dir), { force: true });
}

/**
 * Writes a file so that a reader, or this program after a crash, sees either the whole old or the whole new text.
 * @param {{ file: string, text: string, readers?: number }} opts `readers`: a group that may read it; by default only its owner may
 */
export function writeWhole({ file, text, readers }) {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.new`;
  const handle = fs.openSync(temporary, 'wx', 0o600);
  try {
    if (readers !== undefined) {
      fs.fchownSync(handle, process.getuid?.() ?? 0, readers);
      fs.fchmodSync(handle, 0o640);
    }
    fs.writeSync(handle, text);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(temporary, file);
}

/**
 * Root trusts the content of its data folder, so no other user may be able to write there.
 * @param {string} dir
 * @throws {PlainError} as root, when the folder belongs to another user or others may write into it
 */
function assertOwnFolder(dir) {
  if (process.getuid?.() !== 0) return;
  const { uid, mode } = fs.lstatSync(dir);
  if (uid !== 0 || (mode & 0o022) !== 0)
    throw new PlainError(
      `The data folder ${dir} can be written by other users than root, who could make root change any file. Run as its owner, or set DATA_DIR to another folder.`,
    );
}

/** @param {string} dir */
const lockFile = (dir) => path.join(dir, 'lock.json');
/** @param {string} dir */
const recordsFile = (dir) => path.join(dir, 'processes.json');

/**
 * @param {string} from
 * @param {string} to
 */
function moved(from, to) {
  try {
    fs.renameSync(from, to);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/**
 * @param {string} file
 * @returns {(ProcessIdentity & { folder: string }) | undefined}
 */
function readIdentity(file) {
  return /** @type {(ProcessIdentity & { folder: string }) | undefined} */ (readJson(file));
}

/**
 * @param {string} dir
 * @returns {ProcessRecord[]}
 */
function readRecords(dir) {
  const records = readJson(recordsFile(dir));
  return Array.isArray(records) ? records : [];
}

/**
 * @param {string} file
 * @returns {unknown} undefined when it does not exist or is incomplete
 */
function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw new PlainError(`${file} can't be read: ${errorText(error)}`);
  }
}
