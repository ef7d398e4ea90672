// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { endLeftovers, ownerOf } from '../supervision/dataFolder.mjs';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { removeOutsideFolder, removeServiceFolder, SERVICE_FOLDERS } from './postgresHome.mjs';

const PARENT = path.join(repositoryRoot, '.data-test');
const KEPT = ['redis.conf', 'running.json', 'outside.json', 'secrets.json', 'processes.json', 'lock.json'];
/** Milliseconds during which a new folder without a lock may belong to a starting run. */
const YOUNG_MS = 60_000;

/**
 * A fresh data folder for a private stack of tests or measurements.
 * @returns {string}
 */
export function makePrivateData() {
  fs.mkdirSync(PARENT, { recursive: true, mode: 0o711 });
  const dir = fs.mkdtempSync(path.join(PARENT, 'run-'));
  fs.chmodSync(dir, 0o711);
  return dir;
}

/**
 * Removes our files from a data folder, and the folder if it is then empty: DATA_DIR may name one with other content.
 * @param {string} dir
 */
export function removeData(dir) {
  if (!fs.existsSync(dir)) return;
  removeOutsideFolder(dir);
  for (const name of SERVICE_FOLDERS) removeServiceFolder(path.join(dir, name));
  for (const name of KEPT)
    fs.rmSync(path.join(dir, name), { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
  if (fs.readdirSync(dir).length === 0) fs.rmdirSync(dir);
}

/** Removes private data, and ends processes, of runs that were killed with SIGKILL. */
export async function sweepPrivateData() {
  if (!fs.existsSync(PARENT)) return;
  for (const name of fs.readdirSync(PARENT)) {
    const dir = path.join(PARENT, name);
    const young = Date.now() - fs.statSync(dir).mtimeMs < YOUNG_MS;
    if (ownerOf(dir) !== undefined || (young && !fs.existsSync(path.join(dir, 'lock.json')))) continue;
    await endLeftovers(dir);
    removeData(dir);
  }
}
