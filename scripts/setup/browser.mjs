// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { setting } from '../supervision/engineEnv.mjs';
import { PlainError } from '../supervision/plainError.mjs';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { runCommand } from '../supervision/runCommand.mjs';

const FULL = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Draws only into memory and opens no window, which takes three fifths of the processor time. */
const HEADLESS = 'chromium-headless-shell';
const IN_APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
// Pages without fonts would show boxes.
const FONTS = 'fonts-liberation';
const APT_MS = 5 * 60_000;
const DOWNLOAD_MS = 10 * 60_000;
const DOWNLOAD_SILENT_MS = 60_000;

/**
 * A Chromium or Chrome that runs on this machine, downloaded if necessary.
 * @param {{ log: import('../supervision/log.mjs').Log, signal?: AbortSignal, full?: boolean }} opts `full`: one that can open windows and paints as a trader's does
 * @returns {Promise<string>} path of the program
 * @throws {PlainError} that lists what was tried
 */
export async function findBrowser({ log, signal, full = false }) {
  const given = setting(process.env, 'CHROMIUM_PATH');
  if (given !== undefined) {
    if (await runs(given)) return given;
    throw new PlainError(`CHROMIUM_PATH is set to ${given}, which does not run.`);
  }
  const present = (await onThisMachine(full)) ?? (await playwrights());
  if (present !== undefined) return present;
  /** @type {string[]} */
  const tried = [];
  if (process.getuid?.() === 0 && fs.existsSync('/etc/debian_version')) {
    log.info('Installing Chromium from the packages of this system …');
    tried.push(await installWithApt(full ? ['chromium', FONTS] : [HEADLESS, FONTS], signal));
    const installed = await onThisMachine(full);
    if (installed !== undefined) return installed;
  }
  log.info("Downloading Playwright's Chromium …");
  tried.push(await installWithPlaywright(signal));
  const downloaded = await playwrights();
  if (downloaded !== undefined) return downloaded;
  throw new PlainError(
    `There is no browser for the tests, and none could be installed (${tried.join('; ')}). Install Chromium or Chrome, or set CHROMIUM_PATH to one.`,
  );
}

/** @param {boolean} full */
async function onThisMachine(full) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const candidates = (full ? FULL : [HEADLESS, ...FULL]).flatMap((name) =>
    folders.map((folder) => path.join(folder, name)),
  );
  for (const candidate of [...candidates, ...IN_APPLICATIONS]) if (await runs(candidate)) return candidate;
  return undefined;
}

/** The one that Playwright downloaded, now or earlier. */
async function playwrights() {
  const { chromium } = await import(pathToFileURL(path.join(repositoryRoot, 'node_modules/playwright/index.mjs')).href);
  const candidate = chromium.executablePath();
  return (await runs(candidate)) ? candidate : undefined;
}

/**
 * Starts the program, because the file alone proves nothing: Ubuntu's chromium-browser only points at a snap, and libraries may be missing.
 * @param {string} candidate
 */
async function runs(candidate) {
  if (!fs.existsSync(candidate)) return false;
  return (await runCommand({ command: candidate, args: ['--version'], timeoutMs: 20_000 })).ok;
}

/**
 * @param {string[]} packages
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<string>} the outcome in words
 */
async function installWithApt(packages, signal) {
  const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  const bounds = { env, signal, timeoutMs: APT_MS };
  const timeouts = ['-o', 'Acquire::Retries=2', '-o', 'Acquire::http::Timeout=20', '-o', 'DPkg::Lock::Timeout=60'];
  await runCommand({ command: 'apt-get', args: ['-q', ...timeouts, 'update'], ...bounds });
  const installed = await runCommand({
    command: 'apt-get',
    args: ['-q', '-y', ...timeouts, 'install', '--no-install-recommends', ...packages],
    ...bounds,
  });
  return installed.ok
    ? 'apt-get installed one'
    : `apt-get install ${packages[0]} ${installed.why}: ${lastLine(installed.tail)}`;
}

/**
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<string>} the outcome in words
 */
async function installWithPlaywright(signal) {
  // Only root can add the system's libraries; a password prompt here would hang.
  const withDeps = process.getuid?.() === 0 && process.platform === 'linux' ? ['--with-deps'] : [];
  const installed = await runCommand({
    command: process.execPath,
    args: ['node_modules/playwright/cli.js', 'install', ...withDeps, 'chromium'],
    cwd: repositoryRoot,
    signal,
    timeoutMs: DOWNLOAD_MS,
    idleMs: DOWNLOAD_SILENT_MS,
  });
  return installed.ok
    ? 'Playwright downloaded one'
    : `playwright install ${installed.why}: ${lastLine(installed.tail)}`;
}

/**
 * The line that most likely names the cause.
 * @param {string} text
 */
function lastLine(text) {
  const lines = text.split('\n').filter(Boolean);
  return (lines.findLast((line) => /^(E:|.*\berror\b)/i.test(line)) ?? lines.at(-1) ?? '').trim();
}
