// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { PlainError } from '../supervision/plainError.mjs';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { runCommand } from '../supervision/runCommand.mjs';
import { contentHash } from './contentHash.mjs';

const MODULES = path.join(repositoryRoot, 'node_modules');
// Inside of what it describes: whatever empties the folder takes the note along.
const NOTE = path.join(MODULES, '.installed-for');
const INSTALL_MS = 15 * 60_000;

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {boolean} [optional]
 * @property {boolean} [link]
 */

/**
 * Installs the dependencies when they are missing, or were installed from another package-lock.json or for another Node.
 * @param {{ log: import('../supervision/log.mjs').Log, signal?: AbortSignal }} opts
 * @throws {PlainError} with npm's last lines
 */
export async function ensureInstalled({ log, signal }) {
  const wanted = contentHash({
    inputs: ['package-lock.json'],
    salt: `${process.version} ${process.platform} ${process.arch}`,
  });
  if (fs.existsSync(NOTE) && fs.readFileSync(NOTE, 'utf8') === wanted) return;
  if (fs.existsSync(NOTE) || !installedByHand()) {
    log.info('Installing the dependencies …');
    const installed = await runCommand({
      ...npm(),
      cwd: repositoryRoot,
      env: installEnv(),
      signal,
      timeoutMs: INSTALL_MS,
    });
    if (!installed.ok)
      throw new PlainError(`The dependencies could not be installed: npm ci ${installed.why}.\n${installed.tail}`);
  }
  fs.writeFileSync(NOTE, wanted);
}

/** Whether somebody ran npm for this very lock file: then there is nothing to install, only the note is missing. */
function installedByHand() {
  const installed = packagesOf(path.join(MODULES, '.package-lock.json'));
  const locked = packagesOf(path.join(repositoryRoot, 'package-lock.json'));
  if (installed === undefined || locked === undefined) return false;
  return Object.entries(locked).every(
    ([name, { version, optional, link }]) =>
      name === '' ||
      link === true ||
      installed[name]?.version === version ||
      (optional === true && installed[name] === undefined),
  );
}

/**
 * @param {string} file
 * @returns {Record<string, LockEntry> | undefined}
 */
function packagesOf(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).packages : undefined;
}

/** The npm that runs us, else the one on the PATH. */
function npm() {
  const args = ['ci', '--include=dev', '--include=optional'];
  const running = process.env.npm_execpath;
  if (running !== undefined && path.basename(running) === 'npm-cli.js')
    return { command: process.execPath, args: [running, ...args] };
  return { command: 'npm', args };
}

// What npm tells the scripts it runs would be taken as settings by the npm run from within.
function installEnv() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|command)/.test(name)),
  );
}
