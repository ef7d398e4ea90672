// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { contentHash } from './contentHash.mjs';

const BUNDLES = path.join(repositoryRoot, 'dist', 'programs');
/** Folders whose modules the programs are made of. */
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
/** Bundles that are kept: a running engine may still load a part of an older one. */
const KEPT = 5;

/** The programs by name. A thread is looked for beside the bundle by the name that it has beside its source. */
const ENTRIES = {
  chain: 'chain/main.ts',
  server: 'server/main.ts',
  worker: 'worker/main.ts',
  migrate: 'drizzle/migrate.ts',
  migrateChain: 'chain/migrate.ts',
  startCandleThread: 'chain/market/candleThread.ts',
};

/** @typedef {keyof typeof ENTRIES} Program */

/** What Node is started with for a program, before its file: a larger young generation, in which most garbage of hundreds of orders a second dies. */
export const PROGRAM_FLAGS = ['--max-semi-space-size=64', '--enable-source-maps'];

/**
 * Bundles the programs as they are written now, unless that was done already: bundled, a process starts in a third of the time that loading
 * each module of TypeScript by itself takes. Each state of the sources has a folder of its own, so that no running engine is disturbed.
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
  // Whoever runs the programs may be another user than who bundles them.
  fs.chmodSync(draft, 0o755);
  // Not at the top: this module is loaded before anything is installed.
  const { bundlePrograms } = await import('./bundlePrograms.mjs');
  await bundlePrograms({ entries: ENTRIES, folder: draft });
  try {
    fs.renameSync(draft, folder);
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true });
    // Somebody else has just bundled the same.
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
