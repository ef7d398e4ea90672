// @ts-check
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { PlainError } from '../supervision/plainError.mjs';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { unpackDebianPackages } from './debianPackages.mjs';

/**
 * A Redis server that runs on this machine.
 * @typedef {{ command: string, env: NodeJS.ProcessEnv, root?: string }} RedisBinary `root`: folder of the packages it was unpacked from
 */

const ON_PATH = ['redis-server', 'valkey-server'];
const PACKAGES = ['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1'];
/** Packages of the libraries that a slim image may lack; the second name is that of newer releases. */
/** @type {Record<string, string[]>} */
const LIBRARY_PACKAGES = {
  'libatomic.so.1': ['libatomic1'],
  'libssl.so.3': ['libssl3', 'libssl3t64'],
  'libcrypto.so.3': ['libssl3', 'libssl3t64'],
  'libsystemd.so.0': ['libsystemd0'],
  'libcap.so.2': ['libcap2'],
  'libgcrypt.so.20': ['libgcrypt20'],
  'libgpg-error.so.0': ['libgpg-error0'],
  'liblz4.so.1': ['liblz4-1'],
  'liblzma.so.5': ['liblzma5'],
  'libzstd.so.1': ['libzstd1'],
  'libhiredis.so.0.14': ['libhiredis0.14'],
  'libhiredis.so.1.1.0': ['libhiredis1.1.0'],
  'liblua5.1.so.0': ['liblua5.1-0'],
  'libstdc++.so.6': ['libstdc++6'],
};
/** Each round finds one library that is missing. */
const ROUNDS = 12;

/**
 * The machine's Redis, else one unpacked from the packages of Debian or Ubuntu into an ignored folder of this clone.
 * @param {{ log: import('../supervision/log.mjs').Log, signal?: AbortSignal }} opts
 * @returns {Promise<RedisBinary>}
 * @throws {PlainError} that lists the ways to get one
 */
export async function redisBinary({ log, signal }) {
  for (const command of ON_PATH) if (runs({ command, env: process.env })) return { command, env: process.env };
  const tools = path.join(repositoryRoot, '.data-tools');
  const unpacked = path.join(tools, `redis-${process.arch}`);
  if (runs(binaryIn(unpacked))) return binaryIn(unpacked);
  if (process.platform !== 'linux') throw noRedis('it is not installed');
  log.info('Getting Redis from the packages of this system, for this clone only …');
  fs.mkdirSync(tools, { recursive: true });
  const work = path.join(tools, `work-${randomBytes(4).toString('hex')}`);
  const partial = path.join(work, 'root');
  fs.mkdirSync(partial, { recursive: true });
  try {
    await unpackAll({ into: partial, work, signal });
    // Another start of the same clone may have finished first; its files are equally good.
    fs.rmSync(unpacked, { recursive: true, force: true });
    fs.renameSync(partial, unpacked);
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
  return binaryIn(unpacked);
}

/** @param {{ into: string, work: string, signal: AbortSignal | undefined }} opts */
async function unpackAll({ into, work, signal }) {
  const base = await unpackDebianPackages({ names: PACKAGES, into, workDir: work, signal });
  if (!base.ok) throw noRedis(base.why);
  for (let round = 0; round < ROUNDS; round++) {
    const problem = whyNot(binaryIn(into));
    if (problem === undefined) return;
    const library = /([\w.+-]+\.so[\d.]*): cannot open shared object/.exec(problem)?.[1];
    const candidates = library === undefined ? undefined : LIBRARY_PACKAGES[library];
    if (candidates === undefined) throw noRedis(problem);
    let found = false;
    for (const name of candidates) {
      found ||= (await unpackDebianPackages({ names: [name], into, workDir: work, signal })).ok;
    }
    if (!found) throw noRedis(problem);
  }
  throw noRedis('its libraries could not all be found');
}

/**
 * @param {string} root folder packages were unpacked into
 * @returns {RedisBinary}
 */
export function binaryIn(root) {
  const triplets = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu', arm: 'arm-linux-gnueabihf' };
  const triplet = triplets[/** @type {keyof typeof triplets} */ (process.arch)] ?? '';
  const folders = [`usr/lib/${triplet}`, `lib/${triplet}`, 'usr/lib', 'lib'].map((folder) => path.join(root, folder));
  return {
    root,
    command: path.join(root, 'usr/bin/redis-server'),
    env: { ...process.env, LD_LIBRARY_PATH: folders.join(':') },
  };
}

/** @param {RedisBinary} binary */
const runs = (binary) => whyNot(binary) === undefined;

/** @param {RedisBinary} binary */
function whyNot({ command, env }) {
  const { status, stderr, error } = spawnSync(command, ['--version'], { env, encoding: 'utf8', timeout: 10_000 });
  return status === 0 ? undefined : (error?.message ?? (stderr.trim() || `it ended with code ${status}`));
}

/** @param {string} why */
function noRedis(why) {
  return new PlainError(
    `Redis is required and could not be obtained (${why}). Any of these helps: \`docker compose up -d redis\` and REDIS_URL=redis://127.0.0.1:6379; on macOS \`brew install redis\`; on Debian or Ubuntu \`sudo apt-get install redis-server\`.`,
  );
}
