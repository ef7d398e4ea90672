// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { dataDir } from './dataDir.mjs';
import { writeWhole } from './dataFolder.mjs';

/**
 * The addresses of the parts of a running engine, kept beside its data while it runs, for an operator's commands from another terminal.
 * @typedef {{ url: string, chainUrl: string, chainToken?: string | undefined, databaseUrl: string, redisUrl: string }} RunningEngine
 */

const fileOf = () => path.join(dataDir(), 'running.json');

/**
 * Records the server's Postgres login, not the one with all rights.
 * @param {RunningEngine & { env: NodeJS.ProcessEnv }} engine
 */
export function noteRunning({ url, chainUrl, databaseUrl, redisUrl, env }) {
  const chainToken = env.CHAIN_RPC_TOKEN;
  const text = JSON.stringify({ url, chainUrl, chainToken, databaseUrl: env.DATABASE_URL ?? databaseUrl, redisUrl });
  writeWhole({ file: fileOf(), text });
}

export function forgetRunning() {
  fs.rmSync(fileOf(), { force: true });
}

/** @returns {RunningEngine | undefined} the engine that runs on this clone's data, as far as it is recorded */
export function runningEngine() {
  try {
    return JSON.parse(fs.readFileSync(fileOf(), 'utf8'));
  } catch {
    return undefined;
  }
}
