// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { DataFolder } from '../supervision/dataFolder.mjs';
import { neutralEnv, setting } from '../supervision/engineEnv.mjs';
import { silentLog } from '../supervision/log.mjs';
import { PlainError } from '../supervision/plainError.mjs';
import { takePrivatePort } from '../supervision/ports.mjs';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { runCommand } from '../supervision/runCommand.mjs';
import { embeddedPostgres } from './postgres.mjs';
import { makePrivateData, removeData } from './privateData.mjs';
import { embeddedRedis } from './redis.mjs';
import { assertSecretsGiven, secretsOf } from './secrets.mjs';

const MIGRATE_MS = 120_000;
const STOP_MS = 2500;

/** @typedef {import('../supervision/supervisedProcess.mjs').SupervisedProcess} SupervisedProcess */

/**
 * @typedef {object} ServicesOptions
 * @property {NodeJS.ProcessEnv} [env] settings; DATABASE_URL and REDIS_URL in it are used instead of embedded services
 * @property {string} [dataDir] default: a fresh one, removed at the end
 * @property {import('../supervision/log.mjs').Log} [log]
 * @property {AbortSignal} [signal] interrupts the start
 * @property {boolean} [migrate] default true
 */

/**
 * @typedef {object} Services
 * @property {string} dataDir
 * @property {DataFolder} folder
 * @property {string} databaseUrl owner connection
 * @property {string} redisUrl
 * @property {NodeJS.ProcessEnv} env what a process of the engine needs to use them
 * @property {{ postgres?: SupervisedProcess, redis?: SupervisedProcess }} processes the embedded ones
 * @property {() => Promise<void>} stop ends what was started; data that was fresh goes too
 */

/**
 * Postgres, migrated, and Redis.
 * @param {ServicesOptions} [opts]
 * @returns {Promise<Services>}
 */
export async function startServices({ env = {}, dataDir, log = silentLog, signal, migrate = true } = {}) {
  const all = { ...neutralEnv(), ...env };
  const dir = dataDir ?? makePrivateData();
  const folder = await DataFolder.take({
    dir,
    onLeftover: (name) => log.info(`Ending a ${name} left behind by an earlier run …`),
  });
  /** @type {{ postgres?: SupervisedProcess, redis?: SupervisedProcess }} */
  const processes = {};
  const stop = async () => {
    await Promise.all(Object.values(processes).map((one) => one.stop({ graceMs: STOP_MS })));
    folder.release();
    if (dataDir === undefined) removeData(folder.dir);
  };
  try {
    if (dataDir !== undefined) assertSecretsGiven({ env: all, dataDir: folder.dir });
    const secrets = secretsOf({ dataDir: folder.dir, outsideData: hasData(folder.dir) });
    const given = { databaseUrl: setting(all, 'DATABASE_URL'), redisUrl: setting(all, 'REDIS_URL') };
    /** @param {'postgres' | 'redis'} name */
    const embed = async (name) => {
      const password = secrets[name === 'postgres' ? 'POSTGRES_PASSWORD' : 'REDIS_PASSWORD'];
      const make = name === 'postgres' ? embeddedPostgres : embeddedRedis;
      const made = await make({ folder, password, port: await takePrivatePort(), log, signal });
      processes[name] = made.process;
      await made.process.start({ signal });
      return made.url;
    };
    const started = await Promise.allSettled([
      given.databaseUrl ?? embed('postgres'),
      given.redisUrl ?? embed('redis'),
    ]);
    const [databaseUrl, redisUrl] = started.map((result) => {
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    });
    if (databaseUrl === undefined || redisUrl === undefined) throw new Error('unreachable');
    const forEngine = {
      ...all,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      AUTH_SECRET: setting(all, 'AUTH_SECRET') ?? secrets.AUTH_SECRET,
      WALLET_SECRET: setting(all, 'WALLET_SECRET') ?? secrets.WALLET_SECRET,
    };
    if (migrate) await runMigrations({ env: forEngine, log, signal });
    return { dataDir: folder.dir, folder, databaseUrl, redisUrl, env: forEngine, processes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {{ env: NodeJS.ProcessEnv, log: import('../supervision/log.mjs').Log, signal: AbortSignal | undefined }} opts */
async function runMigrations({ env, log, signal }) {
  const migrated = await runCommand({
    command: process.execPath,
    args: ['--import', 'tsx', 'drizzle/migrate.ts'],
    cwd: repositoryRoot,
    env,
    signal,
    timeoutMs: MIGRATE_MS,
    onLine: (line) => log.line('migrate', line),
  });
  if (!migrated.ok)
    throw new PlainError(`The database could not be migrated: drizzle/migrate.ts ${migrated.why}.\n${migrated.tail}`);
}

/**
 * @param {string} dir
 * @returns {boolean} whether data is there that was made with secrets
 */
function hasData(dir) {
  return ['postgres', 'redis', 'outside.json'].some((name) => fs.existsSync(path.join(dir, name)));
}
