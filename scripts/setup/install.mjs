// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { PlainError } from '../supervision/plainError.mjs';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { runCommand } from '../supervision/runCommand.mjs';
import { contentHash } from './contentHash.mjs';

const MODULES = path.join(repositoryRoot, 'node_modules');
// Inside node_modules, so that it is removed together with the packages.
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
    await installDependencies({ root: repositoryRoot, signal });
  }
  fs.writeFileSync(NOTE, wanted);
}

/**
 * Installs what the lock file names. Only the packages listed in `allowScripts` of package.json run their install scripts: no script runs
 * during the install, and the listed ones run afterwards. So every version of npm keeps to the list; npm before 11 does not know it.
 * @param {{ root: string, signal?: AbortSignal }} opts `root`: folder of package.json
 * @throws {PlainError} with npm's last lines
 */
export async function installDependencies({ root, signal }) {
  /** @type {{ allowScripts?: Record<string, boolean>, scripts?: Record<string, string> }} */
  const { allowScripts = {}, scripts = {} } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  /** @param {string[]} args */
  const run = async (...args) => {
    const ran = await runCommand({ ...npm(args), cwd: root, env: installEnv(), signal, timeoutMs: INSTALL_MS });
    if (!ran.ok)
      throw new PlainError(`The dependencies could not be installed: npm ${args[0]} ${ran.why}.\n${ran.tail}`);
  };
  await run('ci', '--include=dev', '--include=optional', '--ignore-scripts');
  // Packages for other platforms are not installed here.
  const listed = Object.keys(allowScripts).filter(
    (name) => allowScripts[name] === true && fs.existsSync(path.join(root, 'node_modules', name)),
  );
  if (listed.length > 0) await run('rebuild', ...listed);
  if (scripts.postinstall !== undefined) await run('run', 'postinstall');
}

/** Whether npm was run for this very lock file: then there is nothing to install, and only the note is missing. */
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

/**
 * The npm that runs this script, else the one on the PATH.
 * @param {string[]} args
 */
function npm(args) {
  const running = process.env.npm_execpath;
  if (running !== undefined && path.basename(running) === 'npm-cli.js')
    return { command: process.execPath, args: [running, ...args] };
  return { command: 'npm', args };
}

// Variables that npm sets for its scripts would be settings of the npm that is started here.
function installEnv() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|command)/.test(name)),
  );
}
