// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { contentHash } from './contentHash.mjs';

const BUNDLES = path.join(repositoryRoot, 'dist', 'programs');
/** Folders with the modules of the programs. */
const SOURCES = [
  'chain',
  'core',
  'drizzle',
  'redis',
  'runtime',
  'server',
  'worker',
  'tsconfig.json',
  'package-lock.json',
];
/** Number of bundles that are kept: a running engine may still load a part of an older one. */
const KEPT = 5;

/** The programs by name. A thread is found beside the bundle under the same name as beside its source. */
const ENTRIES = {
  chain: 'chain/main.ts',
  server: 'server/main.ts',
  worker: 'worker/main.ts',
  migrate: 'drizzle/migrate.ts',
  migrateChain: 'chain/migrate.ts',
  startCandleThread: 'chain/market/candleThread.ts',
};

/** @typedef {keyof typeof ENTRIES} Program */

/** Arguments of Node for a program: a larger young generation, in which most garbage of hundreds of orders a second is collected. */
export const PROGRAM_FLAGS = ['--max-semi-space-size=64', '--enable-source-maps'];

/**
 * Bundles the programs from the present sources, unless that was already done: a bundled process starts in a third of the time that loading
 * each TypeScript module takes. Each state of the sources has its own folder, so that no running engine is disturbed.
 * @returns {Promise<(program: Program) => string>} the file of a program
 */
export async function ensurePrograms() {
  const hash = contentHash({ inputs: SOURCES, skip: (name) => /\.(test|itest)\.tsx?$|\.(sql|gz|json)$/.test(name) });
  const folder = path.join(BUNDLES, hash.slice(0, 16));
  if (fs.existsSync(folder)) fs.utimesSync(folder, new Date(), new Date());
  else await bundle(folder);
  return (program) => path.join(folder, `${program}.mjs`);
}

/** @param {string} folder */
async function bundle(folder) {
  fs.mkdirSync(BUNDLES, { recursive: true });
  const draft = fs.mkdtempSync(`${folder}-`);
  // The programs may be run by another user than the one that bundles them.
  fs.chmodSync(draft, 0o755);
  // Not imported at the top, since this module is loaded before anything is installed.
  const { bundlePrograms } = await import('./bundlePrograms.mjs');
  await bundlePrograms({ entries: ENTRIES, folder: draft });
  try {
    fs.renameSync(draft, folder);
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true });
    // Another process has just bundled the same sources.
    if (!fs.existsSync(folder)) throw error;
  }
  removeOld();
}

function removeOld() {
  const byAge = fs
    .readdirSync(BUNDLES)
    .map((name) => ({ name, at: fs.statSync(path.join(BUNDLES, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.at - a.at);
  for (const { name } of byAge.slice(KEPT)) fs.rmSync(path.join(BUNDLES, name), { recursive: true, force: true });
}
