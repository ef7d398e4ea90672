// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { findBrowser } from '../setup/browser.mjs';
import { ensureBuilt } from '../setup/build.mjs';
import { neutralEnv } from '../supervision/engineEnv.mjs';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { runCommand } from '../supervision/runCommand.mjs';

const RUN_MS = 20 * 60_000;

/** The folder of all files that a run writes; ignored by git, emptied by the next run. */
export const OUTPUT = path.join(repositoryRoot, 'demo-output');

/**
 * As e2e/demo/stage writes them.
 * @typedef {{ folder: string, frames: { file: string, atMs: number }[], lengthMs: number, highlights: [number, number][] }} FilmRecord
 * @typedef {object} ChapterRecord
 * @property {number} number
 * @property {string} name
 * @property {string} title
 * @property {boolean} ok
 * @property {number} seconds
 * @property {string[]} shown
 * @property {string[]} files
 * @property {FilmRecord | null} film
 */

/**
 * Plays the tour: builds the pages if need be, finds a browser, lets Playwright run the project `demo`, which starts its engine itself.
 * @param {{
 *   options: import('./demoOptions.mjs').DemoOptions,
 *   log: import('../supervision/log.mjs').Log,
 *   signal?: AbortSignal,
 *   env?: NodeJS.ProcessEnv,
 *   report?: string,
 * }} opts `env`: default our own without the settings of an installation. `report`: file for Playwright's own report
 * @returns {Promise<{ chapters: ChapterRecord[], result: import('../supervision/runCommand.mjs').CommandResult }>}
 */
export async function demoRun({ options, log, signal, env: given = neutralEnv(), report }) {
  const env = {
    ...given,
    // As in the tests: an engine that runs from the other folder is not disturbed.
    NEXT_DIST_DIR: given.NEXT_DIST_DIR ?? '.next-test',
    NEXT_TELEMETRY_DISABLED: '1',
    ...(report === undefined ? {} : { PLAYWRIGHT_REPORT: report }),
  };
  await ensureBuilt({ env, log, signal });
  const browser = await findBrowser({ log, signal, full: options.headed || options.film });
  fs.rmSync(OUTPUT, { recursive: true, force: true });
  fs.mkdirSync(OUTPUT);
  const result = await runCommand({
    command: process.execPath,
    args: ['node_modules/playwright/cli.js', 'test', '--project=demo'],
    cwd: repositoryRoot,
    env: {
      ...env,
      CHROMIUM_PATH: browser,
      DEMO_OUTPUT: OUTPUT,
      DEMO_SEED: options.seed,
      DEMO_PACE: String(options.pace),
      DEMO_CHAPTERS: options.chapters.join(','),
      DEMO_FILM: options.film ? '1' : '',
      DEMO_HEADED: options.headed ? '1' : '',
      DEMO_SLOT_TIME_MS: String(options.slotTimeMs),
    },
    signal,
    timeoutMs: RUN_MS,
    onLine: log.info,
  });
  return { chapters: readChapters(), result };
}

/** @returns {ChapterRecord[]} in their order */
function readChapters() {
  const folder = path.join(OUTPUT, 'chapters');
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .sort()
    .map((name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')));
}
