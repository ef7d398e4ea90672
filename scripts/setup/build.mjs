// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { setting } from '../supervision/engineEnv.mjs';
import { PlainError } from '../supervision/plainError.mjs';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { runCommand } from '../supervision/runCommand.mjs';
import { contentHash } from './contentHash.mjs';

const INPUTS = [
  ...['app', 'core', 'client', 'public', 'server', 'runtime', 'drizzle', 'redis'],
  ...['next.config.js', 'next.config.mjs', 'next.config.ts', 'postcss.config.js', 'postcss.config.mjs'],
  ...['tsconfig.json', 'tsconfig.next.json', 'package-lock.json'],
];
const BUILD_MS = 15 * 60_000;

/**
 * Builds the pages when their sources changed since the last build, or when that build failed.
 * @param {{ env: NodeJS.ProcessEnv, log: import('../supervision/log.mjs').Log, signal?: AbortSignal }} opts NEXT_DIST_DIR names the folder
 * @throws {PlainError} with the last lines of the build
 */
export async function ensureBuilt({ env, log, signal }) {
  const distDir = setting(env, 'NEXT_DIST_DIR') ?? '.next';
  const note = path.join(repositoryRoot, distDir, 'built-from');
  const wanted = inputsHash(env);
  if (fs.existsSync(note) && fs.readFileSync(note, 'utf8') === wanted) return;
  fs.rmSync(note, { force: true });
  log.info('Building the pages …');
  const built = await runCommand({
    command: process.execPath,
    args: ['node_modules/next/dist/bin/next', 'build'],
    cwd: repositoryRoot,
    env: { ...env, NODE_ENV: 'production', NEXT_DIST_DIR: distDir, NEXT_TELEMETRY_DISABLED: '1' },
    signal,
    timeoutMs: BUILD_MS,
  });
  if (!built.ok) throw new PlainError(`The pages could not be built: next build ${built.why}.\n${built.tail}`);
  fs.writeFileSync(note, wanted);
}

/** @param {NodeJS.ProcessEnv} env */
function inputsHash(env) {
  // These are compiled into the pages.
  const settings = Object.entries(env).filter(([name]) => name.startsWith('NEXT_PUBLIC_'));
  return contentHash({
    inputs: INPUTS,
    skip: (name) => /\.(test|itest)\.tsx?$/.test(name),
    salt: JSON.stringify([process.version, settings.sort()]),
  });
}
